package io.playbackanalytics.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The headers of a Kafka record as text. */
public final class Headers {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Headers() {}

  /** Header name to value, of a record that has no header twice. */
  public static Map<String, String> of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header -> {
              String value = new String(header.value(), StandardCharsets.UTF_8);
              if (headers.put(header.key(), value) != null) {
                throw new AssertionError("header twice: " + header.key());
              }
            });
    return headers;
  }

  /** The headers as the JSON object that their schema describes. */
  public static JsonNode json(Map<String, String> headers) {
    return MAPPER.valueToTree(headers);
  }
}
