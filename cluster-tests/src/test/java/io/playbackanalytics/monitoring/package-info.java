/** What Prometheus and Alertmanager make of the files in {@code monitoring/}. */
@NullMarked
package io.playbackanalytics.monitoring;

import org.jspecify.annotations.NullMarked;
