package io.playbackanalytics.measure;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.EventBatch;
import io.playbackanalytics.ingest.kafka.Partition;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.DoubtfulEvent;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What the source emits, one record at a time. */
final class Records {

  private final Partition partition = new Partition(Dimension.APP, Dimension.OS);

  /** An event of 600 ms play and 400 ms stall. */
  StreamRecord<EventBatch> event(String app, long time) {
    return event(app, time, "");
  }

  /** As {@link #event(String, long)}, with an id. */
  StreamRecord<EventBatch> event(String app, long time, String id) {
    return record(
        time,
        """
        {"event_type": "HEARTBEAT", "app_id": "%s", "session_id": "s", "timestamp": %d,
         "play_ms": 600, "buffer_ms": 400, "decode_attempts": 2, "decode_failures": 1, "os": "os",
         "event_id": "%s"}
        """
            .formatted(app, time, id));
  }

  StreamRecord<EventBatch> rejected(long time) {
    return record(time, "{}");
  }

  /** An event as {@link AddToSlices} leaves it to the second look. */
  static StreamRecord<DoubtfulEvent> doubtful(long time, String... cohorts) {
    SourceRecord source = new SourceRecord("events", 0, time, null, new byte[] {1});
    return new StreamRecord<>(
        new DoubtfulEvent(source, time, cohorts, totals(1), new byte[0]), time);
  }

  /** The sums of so many of these events. */
  static Totals totals(int events) {
    return QualityTotals.of(events, 2L * events, events, 600L * events, 400L * events);
  }

  private StreamRecord<EventBatch> record(long time, String value) {
    return new StreamRecord<>(partition.batch(time, value.getBytes(StandardCharsets.UTF_8)), time);
  }
}
