package io.playbackanalytics.measure.window;

import io.playbackanalytics.play.ClosedPlay;
import io.playbackanalytics.play.SessionKey;

/**
 * A play that is over, for the ledger.
 *
 * @param levels the integral of each level, by its place
 * @param counts how often of each count, by its place
 * @param values the last known values of the dimensions, in their order; empty where nothing is
 *     known
 */
public record PlayRecord(
    String app,
    String session,
    long openedAt,
    long closedAt,
    long countedAt,
    String outcome,
    boolean accountedByStates,
    long startupMs,
    long[] levels,
    long[] counts,
    String[] values) {

  public static PlayRecord of(SessionKey session, ClosedPlay play) {
    return new PlayRecord(
        session.app(),
        session.session(),
        play.openedAt(),
        play.closedAt(),
        play.countedAt(),
        play.outcome().wire(),
        play.isAccountedByStates(),
        play.startupMs(),
        play.sums().levels(),
        play.sums().counts(),
        play.tags().values());
  }
}
