/** What the job tells about itself and its cohorts, by name, and how that reaches Prometheus. */
@NullMarked
package io.playbackanalytics.metric;

import org.jspecify.annotations.NullMarked;
