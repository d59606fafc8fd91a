/** Pushes the metrics of a run that ends to a Prometheus Pushgateway: plain Java. */
@NullMarked
package io.playbackanalytics.metric.push;

import org.jspecify.annotations.NullMarked;
