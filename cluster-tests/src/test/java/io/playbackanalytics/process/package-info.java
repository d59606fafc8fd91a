/** Kafka, Flink and what watches them as processes of their own, started as a user starts them. */
@NullMarked
package io.playbackanalytics.process;

import org.jspecify.annotations.NullMarked;
