package io.playbackanalytics.publish;

import io.playbackanalytics.event.SourceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The copies of records that were read, for the topic of rejected or of late ones: their bytes
 * unchanged, as far as the topic is sure to take them. A value of tens of megabytes may have been a
 * small message as a client compressed it; as a message that is too large it would end the job, and
 * again after each restart. It is cut, and a header says how long it was.
 *
 * @param topic where to
 * @param mostBytes of a value as it is written, compressed: {@code events.max-bytes}, which the
 *     topic has to take
 * @param compression of the sink, as Kafka names it
 */
public record HandedOn(String topic, int mostBytes, String compression) implements Serializable {

  private static final long serialVersionUID = 1;

  /** Longer keys are cut to so many bytes. */
  public static final int MOST_KEY_BYTES = 1 << 16;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  /** Uncompressed: half of what a request of the sink may have. */
  private static final int MOST_UNCOMPRESSED_BYTES = 32 << 20;

  ProducerRecord<byte[], byte[]> record(SourceRecord source, Headers headers) {
    byte[] key = source.key();
    byte[] value = source.value();
    return new ProducerRecord<>(
        topic,
        null,
        key == null || key.length <= MOST_KEY_BYTES
            ? key
            : cut(key, MOST_KEY_BYTES, "source.key-bytes", headers),
        fits(value) ? value : cut(value, mostBytes, "source.value-bytes", headers),
        headers);
  }

  private boolean fits(byte @Nullable [] value) {
    return value == null
        || value.length <= mostBytes
        || (value.length <= MOST_UNCOMPRESSED_BYTES && compressedSize(value) <= mostBytes);
  }

  /** As the producer compresses it. */
  private int compressedSize(byte[] value) {
    ByteBufferOutputStream compressed = new ByteBufferOutputStream(FIRST_BUFFER_BYTES);
    try (OutputStream out =
        Compression.of(CompressionType.forName(compression))
            .build()
            .wrapForOutput(compressed, RecordBatch.CURRENT_MAGIC_VALUE)) {
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.position();
  }

  private static byte[] cut(byte[] bytes, int most, String header, Headers headers) {
    headers.add(header, Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(bytes, most);
  }
}
