/** The job on a Flink mini cluster in this JVM. */
@NullMarked
package io.playbackanalytics.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
