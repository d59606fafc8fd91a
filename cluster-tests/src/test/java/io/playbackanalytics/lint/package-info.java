/** What rules, dashboards and documents say, beside what the job and Flink really export. */
@NullMarked
package io.playbackanalytics.lint;

import org.jspecify.annotations.NullMarked;
