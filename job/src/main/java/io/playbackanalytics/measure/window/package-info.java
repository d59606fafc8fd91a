/** The arithmetic of slices and windows, and what is late for them: plain Java. */
@NullMarked
package io.playbackanalytics.measure.window;

import org.jspecify.annotations.NullMarked;
