/** Whether all computed the same: who is fast and wrong does not count. */
@NullMarked
package io.playbackanalytics.benchmark.gate;

import org.jspecify.annotations.NullMarked;
