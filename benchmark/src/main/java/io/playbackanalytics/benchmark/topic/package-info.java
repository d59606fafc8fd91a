/** The topics that are read: what players would send, the same bytes each time. */
@NullMarked
package io.playbackanalytics.benchmark.topic;

import org.jspecify.annotations.NullMarked;
