package io.playbackanalytics.benchmark.contender;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Sums as five numbers of eight bytes. */
final class EventTotalsSerde implements Serde<EventTotals> {

  private static final int BYTES = 5 * Long.BYTES;

  @Override
  public Serializer<EventTotals> serializer() {
    return (topic, totals) -> totals == null ? null : write(totals);
  }

  @Override
  public Deserializer<EventTotals> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes));
  }

  private static byte @Nullable [] write(EventTotals totals) {
    return ByteBuffer.allocate(BYTES)
        .putLong(totals.events)
        .putLong(totals.decodeAttempts)
        .putLong(totals.decodeFailures)
        .putLong(totals.playMs)
        .putLong(totals.stallMs)
        .array();
  }

  private static EventTotals read(ByteBuffer bytes) {
    EventTotals totals = new EventTotals();
    totals.events = bytes.getLong();
    totals.decodeAttempts = bytes.getLong();
    totals.decodeFailures = bytes.getLong();
    totals.playMs = bytes.getLong();
    totals.stallMs = bytes.getLong();
    return totals;
  }
}
