/**
 * Watermarks of partitions, and which silence holds windows back and which does not.
 *
 * <p>{@code docs/time-and-silence.md} draws it as one state machine.
 */
@NullMarked
package io.playbackanalytics.ingest.silence;

import org.jspecify.annotations.NullMarked;
