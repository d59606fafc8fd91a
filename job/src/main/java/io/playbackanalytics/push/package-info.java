/** Metrics of a run that ends, pushed to a Prometheus Pushgateway while it lasts. */
@NullMarked
package io.playbackanalytics.push;

import org.jspecify.annotations.NullMarked;
