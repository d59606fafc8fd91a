/** Figures of many runs, as table, picture and file. */
@NullMarked
package io.playbackanalytics.benchmark.report;

import org.jspecify.annotations.NullMarked;
