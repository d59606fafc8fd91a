/** Watermarks of partitions, and which silence holds windows back and which does not. */
@NullMarked
package io.playbackanalytics.ingest.silence;

import org.jspecify.annotations.NullMarked;
