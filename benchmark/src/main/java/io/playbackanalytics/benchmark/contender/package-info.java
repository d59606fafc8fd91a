/** The programs that are measured, each in a JVM of its own. */
@NullMarked
package io.playbackanalytics.benchmark.contender;

import org.jspecify.annotations.NullMarked;
