/** Hands the results out: records on Kafka topics and metrics for Prometheus. */
@NullMarked
package io.playbackanalytics.publish;

import org.jspecify.annotations.NullMarked;
