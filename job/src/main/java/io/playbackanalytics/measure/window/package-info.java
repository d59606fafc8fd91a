/**
 * The arithmetic of slices and windows, and what is late for them: plain Java.
 *
 * <p>{@code docs/time-and-silence.md} draws what is late, and why, as one state machine.
 */
@NullMarked
package io.playbackanalytics.measure.window;

import org.jspecify.annotations.NullMarked;
