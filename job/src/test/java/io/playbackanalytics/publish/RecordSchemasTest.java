package io.playbackanalytics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.publish.json.QualityEncoder;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** What is handed to the Kafka producer. */
class RecordSchemasTest {

  private static final int MOST_BYTES = 100;
  private static final byte[] KEY = {0, (byte) 0xC0, 1};
  private static final byte[] VALUE = {'{', (byte) 0xFF};

  @Test
  void aRejectedRecordIsTheOriginalBytesWithHeaders() {
    Rejection rejection = Rejection.ofValue(Reason.NOT_JSON, "invalid UTF-8 at byte 1");
    ProducerRecord<byte[], byte[]> record =
        new RejectedRecordSchema(copies("rejected"))
            .serialize(new RejectedRecord(source(KEY, VALUE), rejection), null, null);
    assertOriginal(record, "rejected", KEY, VALUE);
    assertThat(record.headers()).extracting(Header::key).contains("reason", "source.offset");
  }

  @Test
  void aLateRecordIsTheOriginalBytesWithHeaders() {
    ProducerRecord<byte[], byte[]> record =
        new LateRecordSchema(copies("late"))
            .serialize(new LateRecord(source(KEY, VALUE), 1, 2), null, null);
    assertOriginal(record, "late", KEY, VALUE);
    assertThat(record.headers()).extracting(Header::key).contains("reason", "watermark");
  }

  @Test
  void whatIsLongerThanATopicTakesIsCutAndItsLengthKept() {
    byte[] key = new byte[HandedOn.MOST_KEY_BYTES + 1];
    byte[] value = new byte[MOST_BYTES + 1];
    new Random(1).nextBytes(value);
    Rejection rejection = Rejection.ofValue(Reason.TOO_LARGE, "too large");
    ProducerRecord<byte[], byte[]> record =
        new RejectedRecordSchema(copies("rejected"))
            .serialize(new RejectedRecord(source(key, value), rejection), null, null);
    assertThat(record.key()).isEqualTo(Arrays.copyOf(key, HandedOn.MOST_KEY_BYTES));
    assertThat(record.value()).isEqualTo(Arrays.copyOf(value, MOST_BYTES));
    assertThat(record.headers().lastHeader("source.key-bytes").value())
        .asString()
        .isEqualTo("65537");
    assertThat(record.headers().lastHeader("source.value-bytes").value())
        .asString()
        .isEqualTo("101");
  }

  /** Kafka counts what is written, and so does this, up to what a request may have. */
  @Test
  void whatIsShortOnceCompressedIsHandedOnWhole() {
    for (int size : new int[] {MOST_BYTES + 1, 32 << 20, (32 << 20) + 1}) {
      byte[] value = new byte[size];
      Rejection rejection = Rejection.ofValue(Reason.TOO_LARGE, "too large");
      ProducerRecord<byte[], byte[]> record =
          new RejectedRecordSchema(new HandedOn("rejected", 1 << 20, "lz4"))
              .serialize(new RejectedRecord(source(KEY, value), rejection), null, null);
      assertThat(record.value()).hasSize(size > 32 << 20 ? 1 << 20 : size);
    }
  }

  @Test
  void whatWasNullStaysNull() {
    Rejection rejection = Rejection.ofValue(Reason.NOT_JSON, "null value");
    assertOriginal(
        new RejectedRecordSchema(copies("rejected"))
            .serialize(new RejectedRecord(source(null, null), rejection), null, null),
        "rejected",
        null,
        null);
    assertOriginal(
        new LateRecordSchema(copies("late"))
            .serialize(new LateRecord(source(null, VALUE), 1, 2), null, null),
        "late",
        null,
        VALUE);
  }

  @Test
  void aQualityRecordIsWhatTheEncoderMakesOfIt() throws Exception {
    PlaybackQuality quality =
        Qualities.window("app=a", 5000, 0, Qualities.totals(1, 2, 1, 600, 400));
    QualityRecordSchema schema = new QualityRecordSchema("quality", QualityTotals.QUALITY);
    schema.open(null, null);
    ProducerRecord<byte[], byte[]> record = schema.serialize(quality, null, null);
    QualityEncoder encoder = new QualityEncoder(QualityTotals.QUALITY);
    assertThat(record.topic()).isEqualTo("quality");
    assertThat(record.key()).isEqualTo(encoder.key(quality));
    assertThat(record.value()).isEqualTo(encoder.value(quality));
    assertThat(record.headers()).isEmpty();
  }

  /** The partition is left to the key, as in the topic that the record came from. */
  private static void assertOriginal(
      ProducerRecord<byte[], byte[]> record, String topic, byte[] key, byte[] value) {
    assertThat(record.topic()).isEqualTo(topic);
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isSameAs(key);
    assertThat(record.value()).isSameAs(value);
    assertThat(record.headers().lastHeader("source.value-bytes")).isNull();
    assertThat(record.headers().lastHeader("source.key-bytes")).isNull();
  }

  private static HandedOn copies(String topic) {
    return new HandedOn(topic, MOST_BYTES, "lz4");
  }

  private static SourceRecord source(byte[] key, byte[] value) {
    return new SourceRecord("playback-events", 0, 1, key, value);
  }
}
