package io.playbackanalytics.metric.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLongest() {
    Backoff backoff = new Backoff(FIRST, LONGEST, new Random(1));
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      Duration limit = Duration.ofSeconds(seconds);
      assertThat(backoff.afterFailure()).isBetween(limit.dividedBy(2), limit);
    }
  }

  @Test
  void startsAgainAfterASuccess() {
    Backoff backoff = new Backoff(FIRST, LONGEST, new Random(2));
    IntStream.range(0, 10).forEach(i -> backoff.afterFailure());
    backoff.succeeded();
    assertThat(backoff.afterFailure()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void thoseThatFailTogetherDoNotComeBackTogether() {
    long different =
        IntStream.range(0, 100)
            .mapToObj(seed -> new Backoff(FIRST, LONGEST, new Random(seed)).afterFailure())
            .distinct()
            .count();
    assertThat(different).isGreaterThan(90);
  }
}
