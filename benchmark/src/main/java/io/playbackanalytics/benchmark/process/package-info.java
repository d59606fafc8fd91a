/** What processes are made of, and how they are started. */
@NullMarked
package io.playbackanalytics.benchmark.process;

import org.jspecify.annotations.NullMarked;
