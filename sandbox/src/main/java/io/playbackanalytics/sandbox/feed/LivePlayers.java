package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.playbackanalytics.sandbox.players.Crowd;
import io.playbackanalytics.sandbox.players.Mix;
import io.playbackanalytics.sandbox.players.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Simulated players in the clock's time; they play until they are interrupted.
 *
 * @param clock the wall clock: the job compares timestamps with Kafka's
 */
public record LivePlayers(Mix mix, Clock clock) implements EventSource {

  private static final Duration TICK = Duration.ofMillis(50);

  @Override
  public void sendAll(Outlet outlet) throws InterruptedException {
    Crowd crowd = new Crowd(mix, clock.instant());
    while (true) {
      for (Report report : crowd.advance(clock.instant())) {
        outlet.send(report.sessionId().getBytes(UTF_8), report.value());
      }
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
  }
}
