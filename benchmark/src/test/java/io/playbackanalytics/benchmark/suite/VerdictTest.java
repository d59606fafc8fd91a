package io.playbackanalytics.benchmark.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.gate.Sums;
import io.playbackanalytics.benchmark.gate.WindowKey;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final WindowKey WINDOW = new WindowKey("app=a", 5000);
  private static final Map<WindowKey, Sums> RIGHT = Map.of(WINDOW, new Sums(1, 0, 0, 10, 0));
  private static final Map<WindowKey, Sums> WRONG = Map.of(WINDOW, new Sums(1, 0, 0, 11, 0));

  private final Verdict verdict = new Verdict();

  @Test
  void judgesByThisJobWhoeverRanFirst() {
    Suite peers = Suites.peers(new TopicRecipe(1, 50, Traffic.ZIPF, 1));
    verdict.add(scenario(peers, "flink-sql"), WRONG);
    verdict.add(scenario(peers, "datastream"), RIGHT);
    verdict.add(scenario(peers, "playback-analytics"), RIGHT);
    assertThat(verdict.differences())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("flink-sql against playback-analytics: "));
  }

  @Test
  void doesNotCompareWhatWasAskedDifferently() {
    Suite variants = Suites.variants(1, 1);
    verdict.add(scenario(variants, "app"), RIGHT);
    verdict.add(scenario(variants, "window-60s"), WRONG);
    verdict.add(scenario(variants, "10000-apps"), WRONG);
    assertThat(verdict.differences()).isEmpty();
    verdict.add(scenario(variants, "no-checkpoints"), WRONG);
    assertThat(verdict.differences()).isNotEmpty();
  }

  private static Scenario scenario(Suite suite, String name) {
    return suite.scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
