package io.playbackanalytics.measure;

import io.playbackanalytics.ingest.Rejection;
import io.playbackanalytics.ingest.SourceRecord;

/** A record that is no event, with what it was read from. */
public record RejectedRecord(SourceRecord source, Rejection rejection) {}
