package io.playbackanalytics.sandbox.summary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is in no window: rejected record v1 or late record v1.
 *
 * @param headers name → value; of a name that occurs twice the last, as the contract has it
 * @param value of the record that was read; null where it had none
 */
record SideRecord(Map<String, String> headers, byte @Nullable [] value) {

  SideRecord {
    headers = Map.copyOf(headers);
  }

  static SideRecord of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header -> {
              if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
              }
            });
    return new SideRecord(headers, record.value());
  }

  /** The reason of a late record is always the same, and never that of a rejected one. */
  boolean late() {
    return header("reason").equals("late");
  }

  /** Empty where there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
