/**
 * What the person at the terminal sees: quality records and record counts, folded and laid out.
 * Everything that comes from a topic is made printable before it is printed.
 */
@NullMarked
package io.playbackanalytics.sandbox.summary;

import org.jspecify.annotations.NullMarked;
