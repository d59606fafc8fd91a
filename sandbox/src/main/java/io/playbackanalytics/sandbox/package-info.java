/**
 * Everything behind {@code ./demo}: players, their broker, the job on a mini cluster, a summary.
 */
@NullMarked
package io.playbackanalytics.sandbox;

import org.jspecify.annotations.NullMarked;
