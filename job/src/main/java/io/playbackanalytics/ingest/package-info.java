/** From a Kafka record to an event with an event time, or to a rejection that says why not. */
@NullMarked
package io.playbackanalytics.ingest;

import org.jspecify.annotations.NullMarked;
