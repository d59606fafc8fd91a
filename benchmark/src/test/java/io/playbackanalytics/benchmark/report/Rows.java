package io.playbackanalytics.benchmark.report;

import io.playbackanalytics.benchmark.contender.Measurement;
import io.playbackanalytics.benchmark.suite.Run;
import io.playbackanalytics.benchmark.suite.Scenario;
import io.playbackanalytics.benchmark.suite.Suite;
import io.playbackanalytics.benchmark.suite.Suites;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.util.ArrayList;
import java.util.List;

/** Made-up runs: the scenario at position n takes n + 1 times the time of the first. */
final class Rows {

  static final long EVENTS = 1_000_000;

  static final Suite SUITE = Suites.peers(new TopicRecipe(EVENTS, 50, Traffic.ZIPF, 1));

  private Rows() {}

  /** Each scenario once per round; round n takes n seconds longer. */
  static List<Run> runs(int rounds) {
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Scenario scenario : SUITE.round(round - 1)) {
        long factor = SUITE.scenarios().indexOf(scenario) + 1L;
        long wallMs = 1000L * round * factor;
        runs.add(
            new Run(
                scenario,
                round,
                new Measurement(
                    EVENTS,
                    wallMs,
                    2 * wallMs,
                    700,
                    5000,
                    8000,
                    1L << 20,
                    100L << 20,
                    500 * EVENTS)));
      }
    }
    return runs;
  }
}
