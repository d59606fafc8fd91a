/** The job: its settings and the pipeline that the packages below are wired into. */
@NullMarked
package io.playbackanalytics;

import org.jspecify.annotations.NullMarked;
