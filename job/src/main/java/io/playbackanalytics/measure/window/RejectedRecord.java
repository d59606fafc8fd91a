package io.playbackanalytics.measure.window;

import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;

/** A record that is no event, with what it was read from. */
public record RejectedRecord(SourceRecord source, Rejection rejection) {}
