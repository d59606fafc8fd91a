/** How long after a window is complete its result can be read. */
@NullMarked
package io.playbackanalytics.benchmark.freshness;

import org.jspecify.annotations.NullMarked;
