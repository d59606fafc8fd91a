/**
 * Simulated players. Nothing here reads a clock or a random source of its own: time is handed in
 * and chance comes from a seed, so a run can be repeated byte by byte.
 */
@NullMarked
package io.playbackanalytics.sandbox.players;

import org.jspecify.annotations.NullMarked;
