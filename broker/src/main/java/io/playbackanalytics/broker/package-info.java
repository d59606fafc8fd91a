/** A real Kafka broker for tests, demos and benchmarks, without a container. */
@NullMarked
package io.playbackanalytics.broker;

import org.jspecify.annotations.NullMarked;
