/** Registers metrics with Flink, and keeps those of cohorts affordable. */
@NullMarked
package io.playbackanalytics.metric.flink;

import org.jspecify.annotations.NullMarked;
