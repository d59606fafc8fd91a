package io.playbackanalytics.measure.window;

import io.playbackanalytics.event.SourceRecord;

/**
 * An event that came too late for all of its windows, with what it was read from.
 *
 * @param eventTime epoch ms, by which it was late
 * @param watermark epoch ms, for which it was late
 */
public record LateRecord(SourceRecord source, long eventTime, long watermark) {}
