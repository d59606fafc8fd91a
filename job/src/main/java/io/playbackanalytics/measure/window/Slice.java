package io.playbackanalytics.measure.window;

import io.playbackanalytics.measure.total.Totals;

/**
 * What one source subtask has summed for one cohort in one slice of event time, on its way to the
 * windows.
 *
 * @param cohort the cohort's key
 * @param end epoch ms; the slice is {@code [end - slide, end)}
 * @param totals the sums; a later slice of the same cohort and end adds to them
 */
public record Slice(String cohort, long end, Totals totals) {}
