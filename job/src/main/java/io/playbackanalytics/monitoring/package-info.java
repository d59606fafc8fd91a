/**
 * What Prometheus and Grafana need to know about the job, made for the cohorts that it measures.
 * Names of metrics come from the catalogue, so that the two cannot disagree.
 */
@NullMarked
package io.playbackanalytics.monitoring;

import org.jspecify.annotations.NullMarked;
