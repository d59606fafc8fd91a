package io.playbackanalytics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadableJsonTest {

  @Test
  void whatFitsIntoALineStandsInOne() throws IOException {
    String text =
        """
        {
          "short": {"a": [1, 2.5, true, null], "b": {}, "c": [], "d": "x \\"y\\" \\n"},
          "long": [
            "%1$s",
            "%1$s"
          ]
        }
        """
            .formatted("z".repeat(60));
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(ReadableJson.of(json)).isEqualTo(text);
  }
}
