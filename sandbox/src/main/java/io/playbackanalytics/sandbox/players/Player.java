package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A person with a device who plays one title after the other. */
final class Player {

  private static final Duration MEAN_BREAK = Duration.ofMillis(1500);
  private static final double LOSES = 0.005;
  private static final double SENDS_AGAIN = 0.005;
  private static final Duration FIRST_AGAIN = Duration.ofMillis(500);
  private static final Duration LAST_AGAIN = Duration.ofSeconds(4);

  private final Device device;
  private final Chance chance;
  private Session session;
  private int sessions;

  Player(String userId, Instant firstRequest, Chance chance) {
    this.chance = chance;
    this.device = Device.draw(userId, chance);
    this.session = nextSession(firstRequest);
  }

  Instant nextAt() {
    return session.nextAt();
  }

  /**
   * Does what is due at {@link #nextAt()}; a device that batches sends it some seconds later. Some
   * reports get lost on the way, and some are sent again since their receipt was.
   */
  void act(Consumer<Report> out) {
    Instant at = session.nextAt();
    Session acting = session;
    acting.act(event -> send(new Report(sentAt(at), acting.id(), EventJson.bytes(event)), out));
    if (acting.ended()) {
      session = nextSession(at.plus(chance.around(MEAN_BREAK)));
    }
  }

  private void send(Report report, Consumer<Report> out) {
    if (chance.happens(LOSES)) {
      return;
    }
    out.accept(report);
    if (chance.happens(SENDS_AGAIN)) {
      out.accept(report.sentAt(report.sentAt().plus(chance.between(FIRST_AGAIN, LAST_AGAIN))));
    }
  }

  private Session nextSession(Instant requestedAt) {
    return new Session(
        "%s-s%d".formatted(device.userId(), ++sessions), device, requestedAt, chance.split());
  }

  private Instant sentAt(Instant at) {
    if (device.reportInterval().isZero()) {
      return at;
    }
    long interval = device.reportInterval().toMillis();
    return at.plusMillis(interval - Math.floorMod(at.toEpochMilli(), interval));
  }
}
