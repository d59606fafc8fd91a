package io.playbackanalytics.ingest;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlaybackEvent;

/** What the source emits, told apart by times alone. */
final class IngestedRecords {

  private IngestedRecords() {}

  static PlaybackEvent event(long timestamp) {
    return new PlaybackEvent(
        EventType.HEARTBEAT,
        timestamp,
        0,
        0,
        0,
        0,
        "music-android",
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN,
        Dimension.UNKNOWN);
  }

  static Ingested accepted(long timestamp, long recordTimestamp) {
    return Ingested.of(source(recordTimestamp), new Parsed.Accepted(event(timestamp)));
  }

  static Ingested rejected(long recordTimestamp) {
    return Ingested.of(source(recordTimestamp), Rejection.ofValue(Reason.NOT_JSON, "empty value"));
  }

  private static SourceRecord source(long timestamp) {
    return new SourceRecord("playback-events", 0, 0, timestamp, null, new byte[0]);
  }
}
