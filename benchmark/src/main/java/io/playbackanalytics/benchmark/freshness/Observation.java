package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.gate.WindowKey;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Watches one contender under load: until its first result, through the warm-up, through the span
 * that is measured, and until the last result of the span.
 */
final class Observation {

  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);

  /** After so long every event of the span has been counted, and no result of its end is there. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  /** Events later than this are no constant rate, and a result cannot come before its events. */
  private static final Duration MAX_DELAY = Duration.ofMillis(500);

  private static final int DIFFERENCES_SHOWN = 5;

  private final LiveTopics topics;
  private final LiveContender contender;
  private final SteadyLoad load;
  private final ResultReader reader;
  private final Arrivals arrivals = new Arrivals();

  Observation(LiveTopics topics, LiveContender contender, SteadyLoad load, ResultReader reader) {
    this.topics = topics;
    this.contender = contender;
    this.load = load;
    this.reader = reader;
  }

  /**
   * Returns when all is measured.
   *
   * @throws RunFailedException if the run does not count; the message says why
   */
  Observed observe(ContenderKind kind, FreshnessOptions options)
      throws IOException, RunFailedException {
    read(START_PATIENCE, () -> !arrivals.isEmpty());
    if (arrivals.isEmpty()) {
      throw new RunFailedException("No result came within " + START_PATIENCE.toSeconds() + " s");
    }
    Span span =
        Span.starting(System.currentTimeMillis() + options.warmUp().toMillis(), options.duration());
    readUntil(span.from());
    Duration cpuBefore = contender.cpu();
    long eventsBefore = load.sent().total();
    Duration unused = load.takeMaxDelay();
    readUntil(span.to());
    Duration cpu = contender.cpu().minus(cpuBefore);
    long events = load.sent().total() - eventsBefore;
    readUntil(span.to() + SETTLED.toMillis());
    Map<WindowKey, Long> expected = load.sent().windows(span);
    readUntil(span.to() + Settings.OUT_OF_ORDERNESS.toMillis());
    Duration maxDelay = load.takeMaxDelay();
    read(END_PATIENCE, () -> arrivals.hasAll(expected));
    refuse(maxDelay);
    refuse(arrivals.differences(span, expected));
    return new Observed(
        kind,
        arrivals.freshness(span),
        arrivals.medians(span),
        expected.size(),
        events,
        cpu,
        maxDelay);
  }

  private void readUntil(long epochMs) throws IOException, RunFailedException {
    while (System.currentTimeMillis() < epochMs) {
      poll();
    }
  }

  private void read(Duration patience, BooleanSupplier done)
      throws IOException, RunFailedException {
    long deadline = System.currentTimeMillis() + patience.toMillis();
    while (System.currentTimeMillis() < deadline) {
      if (poll() == 0 && done.getAsBoolean()) {
        return;
      }
    }
  }

  /** Takes what came; returns how much. */
  private int poll() throws IOException, RunFailedException {
    contender.check();
    load.check();
    List<Publication> publications = reader.poll();
    publications.forEach(arrivals::add);
    return publications.size();
  }

  private static void refuse(Duration maxDelay) throws RunFailedException {
    if (maxDelay.compareTo(MAX_DELAY) > 0) {
      throw new RunFailedException(
          "The load was not constant: an event reached the broker %d ms after it was due, more than %d ms;"
                  .formatted(maxDelay.toMillis(), MAX_DELAY.toMillis())
              + " take a quiet machine or fewer events per second");
    }
  }

  private void refuse(List<String> differences) throws RunFailedException {
    long refused = topics.refused();
    if (refused > 0) {
      throw new RunFailedException(refused + " events were rejected or late");
    }
    if (!differences.isEmpty()) {
      throw new RunFailedException(
          "%d windows are not as they have to be:\n%s"
              .formatted(
                  differences.size(),
                  String.join(
                      "\n",
                      differences.subList(0, Math.min(DIFFERENCES_SHOWN, differences.size())))));
    }
  }
}
