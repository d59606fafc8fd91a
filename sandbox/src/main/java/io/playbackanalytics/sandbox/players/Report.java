package io.playbackanalytics.sandbox.players;

import java.time.Instant;

/**
 * One record as a player sends it.
 *
 * @param sentAt when it leaves the device; some seconds after the event where a device batches
 * @param sessionId whose record it is; records of one session belong on one partition
 * @param value the record's value: a playback event, or the garbage that a broken client sends
 */
public record Report(Instant sentAt, String sessionId, byte[] value) {

  Report sentAt(Instant other) {
    return new Report(other, sessionId, value);
  }

  Report withValue(byte[] other) {
    return new Report(sentAt, sessionId, other);
  }
}
