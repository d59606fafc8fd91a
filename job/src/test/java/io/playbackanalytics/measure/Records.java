package io.playbackanalytics.measure;

import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.ingest.Ingested;
import io.playbackanalytics.ingest.Reason;
import io.playbackanalytics.ingest.Rejection;
import io.playbackanalytics.ingest.SourceRecord;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What the source emits, made by hand. */
final class Records {

  private Records() {}

  /** An event of 600 ms play and 400 ms stall. */
  static StreamRecord<Ingested> event(String app, long time) {
    PlaybackEvent event =
        new PlaybackEvent(
            EventType.HEARTBEAT, time, 600, 400, 2, 1, app, "os", "net", "cdn", "r", "1", "d", "c");
    return new StreamRecord<>(new Ingested(source(time), event, null), time);
  }

  static StreamRecord<Ingested> rejected(long time) {
    Rejection rejection = new Rejection(Reason.WRONG_TYPE, "play_ms", "a string");
    return new StreamRecord<>(new Ingested(source(time), null, rejection), time);
  }

  /** The sums of so many of these events. */
  static Totals totals(int events) {
    Totals totals = new Totals();
    totals.events = events;
    totals.decodeAttempts = 2L * events;
    totals.decodeFailures = events;
    totals.playMs = 600L * events;
    totals.stallMs = 400L * events;
    return totals;
  }

  private static SourceRecord source(long time) {
    return new SourceRecord("events", 0, time, time, null, new byte[] {1});
  }
}
