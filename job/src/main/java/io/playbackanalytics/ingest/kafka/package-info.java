/**
 * Reads the events topic. The only place that uses what Flink and its Kafka connector keep to
 * themselves; each use says why.
 */
@NullMarked
package io.playbackanalytics.ingest.kafka;

import org.jspecify.annotations.NullMarked;
