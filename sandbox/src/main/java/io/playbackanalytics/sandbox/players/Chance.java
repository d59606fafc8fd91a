package io.playbackanalytics.sandbox.players;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Seeded chance: the same seed gives the same draws in the same order, on every JVM. */
final class Chance {

  /** Draws of {@link #around} are cut here, in means, so that nothing lasts for ever. */
  private static final double LONGEST = 4;

  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  static Chance seeded(long seed) {
    return new Chance(new SplittableRandom(seed));
  }

  /** A source of its own, so that what one player does never changes what another one draws. */
  Chance split() {
    return new Chance(random.split());
  }

  /**
   * @param probability in 0..1
   */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform in {@code [from, to)}, whole milliseconds. */
  Duration between(Duration from, Duration to) {
    return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis()));
  }

  /** Exponentially distributed around the mean, 1 ms at least and four means at most. */
  Duration around(Duration mean) {
    double means = Math.min(LONGEST, -Math.log1p(-random.nextDouble()));
    return Duration.ofMillis(Math.max(1, Math.round(means * mean.toMillis())));
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One of the choices, each as likely as its weight is of the sum of all weights. */
  <T> T oneOf(List<T> choices, ToDoubleFunction<T> weight) {
    double left = random.nextDouble() * choices.stream().mapToDouble(weight).sum();
    for (T choice : choices) {
      left -= weight.applyAsDouble(choice);
      if (left < 0) {
        return choice;
      }
    }
    return choices.get(choices.size() - 1);
  }
}
