/**
 * What players report, and by what it is grouped: the vocabulary that every other package speaks.
 */
@NullMarked
package io.playbackanalytics.event;

import org.jspecify.annotations.NullMarked;
