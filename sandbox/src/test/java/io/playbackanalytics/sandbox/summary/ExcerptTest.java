package io.playbackanalytics.sandbox.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void showsWhatFitsAsItIs() {
    assertThat(Excerpt.of("{\"a\": 1, \"b\": \"é 音\"}".getBytes(UTF_8), "b", 40))
        .isEqualTo("{\"a\": 1, \"b\": \"é 音\"}");
  }

  @Test
  void beginsWithTheFieldAtFaultWhereNotAllFits() {
    byte[] value = "{\"app_id\":\"music-android\",\"play_ms\":\"12\",\"os\":\"x\"}".getBytes(UTF_8);
    assertThat(Excerpt.of(value, "play_ms", 24)).isEqualTo("… \"play_ms\":\"12\",\"os\":\"…");
    assertThat(Excerpt.of(value, "", 24)).isEqualTo("{\"app_id\":\"music-androi…");
    assertThat(Excerpt.of(value, "missing", 24)).isEqualTo("{\"app_id\":\"music-androi…");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(Excerpt.of(null, "", 24)).isEqualTo("(no value)");
    assertThat(Excerpt.of(new byte[0], "", 24)).isEqualTo("(empty)");
  }

  @Test
  void escapesWhatIsNoTextAndWhatATerminalWouldObey() {
    byte[] value = "a?\u001b[31m\n\r\tb\u202e?".getBytes(UTF_8);
    value[1] = (byte) 0xFF;
    value[value.length - 1] = (byte) 0xC3;
    assertThat(Excerpt.of(value, "", 64)).isEqualTo("a\\xFF\\u001B[31m\\n\\r\\tb?\\xC3");
  }

  @Test
  void looksNoFurtherIntoALongValueThanItNeeds() {
    assertThat(Excerpt.of("é".repeat(1 << 20).getBytes(UTF_8), "none", 10)).isEqualTo("ééééééééé…");
  }
}
