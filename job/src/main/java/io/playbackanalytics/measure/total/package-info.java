/**
 * What is measured, each measure declared once in {@link
 * io.playbackanalytics.measure.total.Measure}, and the values that add up over any set of events.
 */
@NullMarked
package io.playbackanalytics.measure.total;

import org.jspecify.annotations.NullMarked;
