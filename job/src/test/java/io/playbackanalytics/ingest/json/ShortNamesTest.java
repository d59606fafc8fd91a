package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNamesTest {

  private static final List<String> NAMES =
      List.of("a", "app_id", "seven77", "eight888", "nine99999", "exactly_fifteen");

  private final ShortNames names = new ShortNames(NAMES);

  @Test
  void findsEachNameWhateverStandsBehindItsQuote() {
    for (String behind : List.of("", ":", "\"\"\"\"", ":\"app_id\"", "\u0000\u0001")) {
      for (int i = 0; i < NAMES.size(); i++) {
        byte[] json = json(NAMES.get(i) + "\"" + behind);
        assertThat(names.find(json, 1)).isEqualTo(i);
        assertThat(new ShortName(NAMES.get(i)).isAt(json, 1)).isTrue();
        assertThat(new ShortName(NAMES.get((i + 1) % NAMES.size())).isAt(json, 1)).isFalse();
        assertThat(new ShortName(NAMES.get(i)).length()).isEqualTo(NAMES.get(i).length());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "b", "app_i", "app_id_", "eight88", "eight8888", "exactly_fifteen_", "APP_ID"})
  void findsNoOtherName(String name) {
    byte[] json = json(name + "\":1");
    assertThat(names.find(json, 1)).isEqualTo(ShortNames.NONE);
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(new ShortName(NAMES.get(i)).isAt(json, 1)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "exactly_sixteen_"})
  void holdsShortNamesOnly(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ShortNames(List.of(name)));
  }

  private static byte[] json(String text) {
    return Arrays.copyOf(("\"" + text).getBytes(StandardCharsets.UTF_8), 64);
  }
}
