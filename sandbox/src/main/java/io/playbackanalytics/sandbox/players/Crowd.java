package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All players together: hands out their records in the order in which they are sent.
 *
 * <p>What comes out depends on the mix and the start only, not on how often it is asked for. Not
 * safe for use by several threads.
 */
public final class Crowd {

  private static final Duration ARRIVAL = Duration.ofSeconds(4);
  private static final Duration FIRST_LATE_AFTER = Duration.ofSeconds(5);
  private static final Duration LEAST_LATE = Duration.ofMinutes(1);
  private static final Duration MOST_LATE = Duration.ofMinutes(10);
  private static final List<Defect> DEFECTS = List.of(Defect.values());

  private final Mix mix;
  private final Instant start;
  private final Chance chance;
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparingInt(Turn::number));
  private final PriorityQueue<Pending> outbox =
      new PriorityQueue<>(
          Comparator.comparing((Pending pending) -> pending.report().sentAt())
              .thenComparingLong(Pending::number));
  private long events;
  private int offlinePhones;

  /** A player and when it acts next. */
  private record Turn(Instant at, int number, Player player) {}

  /** A report in the order in which it came about. */
  private record Pending(Report report, long number) {}

  public Crowd(Mix mix, Instant start) {
    this.mix = mix;
    this.start = start;
    this.chance = Chance.seeded(mix.seed());
    for (int number = 0; number < mix.players(); number++) {
      Instant firstRequest = start.plus(chance.between(Duration.ZERO, ARRIVAL));
      Player player = new Player("u" + number, firstRequest, chance.split());
      turns.add(new Turn(player.nextAt(), number, player));
    }
  }

  /** Everything that is sent up to now and was not handed out before. */
  public List<Report> advance(Instant now) {
    while (!turns.peek().at().isAfter(now)) {
      Turn turn = turns.poll();
      turn.player().act(report -> outbox.add(new Pending(report, events++)));
      turns.add(new Turn(turn.player().nextAt(), turn.number(), turn.player()));
    }
    List<Report> due = new ArrayList<>();
    while (!outbox.isEmpty() && !outbox.peek().report().sentAt().isAfter(now)) {
      Report report = outbox.poll().report();
      due.add(report);
      if (chance.happens(mix.malformedPercent() / 100)) {
        due.add(report.withValue(chance.oneOf(DEFECTS).applyTo(report.value())));
      }
      if (chance.happens(mix.latePercent() / 100)) {
        lateReport(report.sentAt(), due);
      }
    }
    return due;
  }

  /**
   * A report from minutes ago, by a phone that was offline; none before the job has a watermark.
   */
  private void lateReport(Instant sentAt, List<Report> due) {
    if (sentAt.isBefore(start.plus(FIRST_LATE_AFTER))) {
      return;
    }
    String userId = "offline" + offlinePhones++;
    String sessionId = userId + "-s1";
    Device device = Device.draw(userId, chance);
    Instant happenedAt = sentAt.minus(chance.between(LEAST_LATE, MOST_LATE));
    due.add(
        new Report(
            sentAt,
            sessionId,
            EventJson.bytes(
                EventJson.event("HEARTBEAT", happenedAt, device, sessionId, 1)
                    .put("play_ms", 3000)
                    .put("buffer_ms", 0))));
  }
}
