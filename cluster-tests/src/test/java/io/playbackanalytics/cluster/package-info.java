/** What the job does on a real cluster. */
@NullMarked
package io.playbackanalytics.cluster;

import org.jspecify.annotations.NullMarked;
