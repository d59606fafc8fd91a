/** What is run, in which order, and compared with what. */
@NullMarked
package io.playbackanalytics.benchmark.suite;

import org.jspecify.annotations.NullMarked;
