/** The Kafka broker of a benchmark, in a process of its own. */
@NullMarked
package io.playbackanalytics.benchmark.broker;

import org.jspecify.annotations.NullMarked;
