package io.playbackanalytics.measure.window;

import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.measure.TakeSecondLook;
import io.playbackanalytics.measure.total.Totals;

/**
 * An event for {@link TakeSecondLook}.
 *
 * @param source what it was read from, in case it is late
 * @param time what decides which windows it is in, epoch ms
 * @param cohorts the keys of its cohorts, one for each definition
 * @param totals the totals over this one event
 * @param report what it says of a play; empty if that is not asked for
 */
public record DoubtfulEvent(
    SourceRecord source, long time, String[] cohorts, Totals totals, byte[] report) {}
