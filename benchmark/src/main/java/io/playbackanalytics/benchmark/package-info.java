/** Measures this job beside what its users would write instead, on one topic, in one run. */
@NullMarked
package io.playbackanalytics.benchmark;

import org.jspecify.annotations.NullMarked;
