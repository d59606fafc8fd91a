package io.playbackanalytics.publish;

import io.playbackanalytics.ingest.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a record that was read, for the topic of rejected or late ones: its bytes unchanged,
 * unless there are more of them than a topic is sure to take. Compressed, tens of megabytes of
 * nothing fit into a message; without a limit here they would end the job, and again after each
 * restart.
 */
final class HandedOn {

  /** Longer keys are cut to so many bytes. */
  static final int MOST_KEY_BYTES = 1 << 16;

  private HandedOn() {}

  /**
   * @param mostValueBytes longer values are cut to so many bytes; a header then says how many there
   *     were, as it does for keys
   */
  static ProducerRecord<byte[], byte[]> record(
      String topic, SourceRecord source, int mostValueBytes, Headers headers) {
    return new ProducerRecord<>(
        topic,
        null,
        cut(source.key(), MOST_KEY_BYTES, "source.key-bytes", headers),
        cut(source.value(), mostValueBytes, "source.value-bytes", headers),
        headers);
  }

  private static byte @Nullable [] cut(
      byte @Nullable [] bytes, int most, String header, Headers headers) {
    if (bytes == null || bytes.length <= most) {
      return bytes;
    }
    headers.add(header, Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(bytes, most);
  }
}
