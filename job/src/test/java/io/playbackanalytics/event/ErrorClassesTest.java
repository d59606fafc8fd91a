package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorClassesTest {

  @ParameterizedTest
  @CsvSource({
    "E_NET_TIMEOUT, NETWORK",
    "e_net_timeout, NETWORK",
    "CDN_TIMEOUT, SERVER",
    "HTTP_503, SERVER",
    "HTTP_451, BUSINESS",
    "NOT_IN_THIS_COUNTRY, BUSINESS",
    "DRM_LICENSE, DRM",
    "E_CODEC_RESET, DECODER",
    "DECODER_BUSY, DECODER",
    "MEDIA_DAMAGED, MEDIA",
    "E1017, OTHER",
    "'', OTHER"
  })
  void theTableOfTheJarKnowsWhatPlayersSay(String code, ErrorClass errorClass) {
    assertThat(ErrorClasses.DEFAULT.classOf(code)).isEqualTo(errorClass);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, NETWORK",
    "ABC, NETWORK",
    "abcd, DRM",
    "xabc, OTHER",
    "1x2, SERVER",
    "1xx2, SERVER",
    "12, OTHER",
    "1x, OTHER",
    "aba, MEDIA",
    "ab, OTHER",
    "any.*thing, DECODER"
  })
  void aStarStandsForAnyText(String code, ErrorClass errorClass) {
    ErrorClasses classes =
        ErrorClasses.of(
            """
            # first match counts
            abc   network
            abc*  drm   # also ABC
            1*x*2 server

            ab*a  media
            ANY.**G decoder
            """);
    assertThat(classes.classOf(code)).isEqualTo(errorClass);
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErrorClasses.of("a drm\n\nb nonsense\n"))
        .withMessage("line 3: no error class: nonsense");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErrorClasses.of("a\n"))
        .withMessage("line 1: not a pattern and a class: a");
  }

  /** They lie in state by their place. */
  @Test
  void thePlacesOfTheClassesAreFrozen() {
    assertThat(Arrays.stream(ErrorClass.values()).map(ErrorClass::wire))
        .containsExactly(
            "unknown", "network", "server", "drm", "decoder", "media", "business", "other");
  }
}
