package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"trace_id\":\"4bf92f3577b34da6-A\"}",
        "{\"ext_info\":{\"trace_id\":\"inner\"},\"a\":[1,{}],\"trace_id\":\"4bf92f3577b34da6-A\"}",
        "{\"trace_id\":\"4bf92f3577b34da6-A\",\"play_ms\":",
        "{\"trace_id\":\"first\",\"trace_id\":\"4bf92f3577b34da6-A\"}",
      })
  void isFoundAtTheTopLevel(String value) {
    assertThat(in(value)).contains("4bf92f3577b34da6-A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[\"trace_id\"]",
        "\"trace_id\"",
        "{\"play_ms\":,\"trace_id\":\"a\"}",
        "{\"trace_id\":7}",
        "{\"trace_id\":null}",
        "{\"trace_id\":\"\"}",
        "{\"trace_id\":\"a b\"}",
        "{\"trace_id\":\"a\\nb\"}",
        "{\"trace_id\":\"\\u001b[31m\"}",
        "{\"trace_id\":\"0123456789012345678901234567890123456789012345678901234567890123x\"}",
      })
  void anythingElseIsNone(String value) {
    assertThat(in(value)).isEmpty();
  }

  @Test
  void aTombstoneHasNone() {
    assertThat(TraceId.in(null)).isEmpty();
  }

  private static Optional<String> in(String value) {
    return TraceId.in(value.getBytes(StandardCharsets.UTF_8));
  }
}
