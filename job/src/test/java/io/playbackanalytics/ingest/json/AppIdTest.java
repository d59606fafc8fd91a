package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"app_id\":\"music\"}",
        "{\"ext_info\":{\"app_id\":\"inner\"},\"a\":[1,{}],\"app_id\":\"music\"}",
        "{\"app_id\":\"music\",\"play_ms\":",
      })
  void isReadAsFarAsThereIsJson(String value) {
    assertThat(in(value)).contains("music");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[\"app_id\"]", "{\"app_id\":7}", "{\"app_id\":\"\"}"})
  void anythingElseIsNone(String value) {
    assertThat(in(value)).isEmpty();
  }

  @Test
  void isNoLongerThanTheContractAllows() {
    assertThat(in("{\"app_id\":\"%s\"}".formatted("x".repeat(128)))).isPresent();
    assertThat(in("{\"app_id\":\"%s\"}".formatted("x".repeat(129)))).isEmpty();
  }

  private static Optional<String> in(String value) {
    return AppId.in(value.getBytes(StandardCharsets.UTF_8));
  }
}
