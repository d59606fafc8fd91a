/** How the commands of this module declare their options. */
@NullMarked
package io.playbackanalytics.benchmark.option;

import org.jspecify.annotations.NullMarked;
