/** The Kafka broker of a benchmark, in a process of its own, and what reads its topics. */
@NullMarked
package io.playbackanalytics.benchmark.broker;

import org.jspecify.annotations.NullMarked;
