/**
 * Targets of coverage-guided fuzzing: everything that strangers or typing errors can put into the
 * job. {@link io.playbackanalytics.fuzz.FuzzIT} runs them.
 */
@NullMarked
package io.playbackanalytics.fuzz;

import org.jspecify.annotations.NullMarked;
