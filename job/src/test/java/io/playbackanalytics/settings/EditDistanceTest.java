package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "kitten, sitting, 3",
    "flaw, lawn, 2",
    "window.size, windw.size, 1",
    "ab, ba, 2"
  })
  void isTheFewestInsertionsDeletionsAndReplacements(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }

  @Property(seed = "1")
  void isWhatTheDefinitionSays(
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String a,
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String b) {
    assertThat(EditDistance.between(a, b)).isEqualTo(byDefinition(a, b));
  }

  private static int byDefinition(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    int replaced = a.charAt(0) == b.charAt(0) ? 0 : 1;
    return Math.min(
        byDefinition(a.substring(1), b.substring(1)) + replaced,
        1 + Math.min(byDefinition(a.substring(1), b), byDefinition(a, b.substring(1))));
  }
}
