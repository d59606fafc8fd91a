/**
 * Plays: what follows for a single try to play something from the reports of its player, by exact
 * rules. Plain Java; who calls it has the events and the watermark.
 */
@NullMarked
package io.playbackanalytics.play;

import org.jspecify.annotations.NullMarked;
