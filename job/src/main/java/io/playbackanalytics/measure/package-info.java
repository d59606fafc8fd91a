/** From events to windowed playback quality: slices before the shuffle, windows behind it. */
@NullMarked
package io.playbackanalytics.measure;

import org.jspecify.annotations.NullMarked;
