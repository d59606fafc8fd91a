package io.playbackanalytics.ingest.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.json.EventJson;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.total.Measures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class PartitionWatermarksTest {

  private static final long NOW = 1_767_225_600_000L;
  private static final long OUT_OF_ORDERNESS = 2000;
  private static final EventTime EVENT_TIME =
      new EventTime(
          EventTime.Clock.EVENT,
          Duration.ofDays(1),
          Duration.ofMillis(OUT_OF_ORDERNESS),
          Instant.EPOCH);

  private final ManualClock wallClock = new ManualClock(NOW);
  private final PartitionWatermarks watermarks = new PartitionWatermarks(EVENT_TIME, wallClock);
  private final Partition partition =
      new Partition(Measures.quality(), EVENT_TIME, 1000, wallClock);
  private final LastWatermark output = new LastWatermark();

  @Test
  void isTheLowestOfAllBeforeTheFirstEvent() {
    assertThat(watermark()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void isTheNewestEventLessTheOutOfOrdernessLessOneMillisecond() {
    read(NOW - 500, NOW);
    assertThat(watermark()).isEqualTo(NOW - 500 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void neverGoesBack() {
    read(NOW - 500, NOW);
    read(NOW - 90_000, NOW);
    read(-8_640_000_000_000_000L, NOW);
    assertThat(watermark()).isEqualTo(NOW - 500 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void staysWhereItIsWhileTimeGoesByWithoutEvents() {
    read(NOW - 500, NOW);
    wallClock.advance(Duration.ofHours(1));
    assertThat(watermark()).isEqualTo(NOW - 500 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void isNotMovedByRejectedRecords() {
    watermarks.onEvent(partition.batch(NOW, new byte[0]), NOW, output);
    assertThat(watermark()).isEqualTo(Long.MIN_VALUE);
    read(NOW - 500, NOW);
    watermarks.onEvent(partition.batch(NOW, new byte[0]), NOW, output);
    assertThat(watermark()).isEqualTo(NOW - 500 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void isMovedByAClockAheadNoFurtherThanTheRecordsTimestamp() {
    read(NOW + 50_000, NOW - 10);
    assertThat(watermark()).isEqualTo(NOW - 10 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void isMovedByClocksAheadNoFurtherThanTheWallClock() {
    read(NOW + 50_000, NOW + 40_000);
    assertThat(watermark()).isEqualTo(NOW - OUT_OF_ORDERNESS - 1);
    wallClock.advance(Duration.ofSeconds(1));
    read(NOW + 51_000, NOW + 41_000);
    assertThat(watermark()).isEqualTo(NOW + 1000 - OUT_OF_ORDERNESS - 1);
  }

  @Test
  void isNoneFromWhenThePartitionIsIdleToItsNextBatch() {
    read(NOW - 500, NOW);
    EventBatch idle = partition.batch(NOW);
    idle.setIdle();
    watermarks.onEvent(idle, NOW, output);
    wallClock.advance(Duration.ofHours(1));
    watermarks.onPeriodicEmit(output);
    assertThat(output.idle).isTrue();
    watermarks.onEvent(partition.batch(NOW), NOW, output);
    assertThat(watermark()).isEqualTo(NOW - 500 - OUT_OF_ORDERNESS - 1);
    assertThat(output.idle).isFalse();
  }

  @Property(seed = "1")
  void isAlwaysTheNewestBelievableEventTime(@ForAll("records") List<Times> records) {
    PartitionWatermarks any = new PartitionWatermarks(EVENT_TIME, wallClock);
    long newest = Long.MIN_VALUE + OUT_OF_ORDERNESS + 1;
    for (Times times : records) {
      any.onEvent(batch(times.event, times.record), times.event, output);
      any.onPeriodicEmit(output);
      newest = Math.max(newest, Math.min(times.event, Math.min(times.record, NOW)));
      assertThat(output.last).isEqualTo(newest - OUT_OF_ORDERNESS - 1);
    }
  }

  @Provide
  Arbitrary<List<Times>> records() {
    Arbitrary<Long> times = Arbitraries.longs().between(NOW - 100_000, NOW + 100_000);
    return Combinators.combine(times, times).as(Times::new).list().ofMaxSize(20);
  }

  /** The timestamps of an event and of its record. */
  record Times(long event, long record) {}

  private void read(long eventTimestamp, long recordTimestamp) {
    watermarks.onEvent(batch(eventTimestamp, recordTimestamp), eventTimestamp, output);
  }

  private long watermark() {
    watermarks.onPeriodicEmit(output);
    return output.last;
  }

  private EventBatch batch(long eventTimestamp, long recordTimestamp) {
    return partition.batch(
        recordTimestamp,
        EventJson.smallest().with("timestamp", Long.toString(eventTimestamp)).bytes());
  }

  /** Keeps the watermark that came last. */
  private static final class LastWatermark implements WatermarkOutput {

    private long last;
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      last = watermark.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      throw new AssertionError("a watermark makes active");
    }
  }
}
