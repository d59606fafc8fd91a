package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The suites that there are. */
public final class Suites {

  /** So long that no run sees one. */
  private static final Duration NO_CHECKPOINTS = Duration.ofDays(1);

  private static final int APPS = 50;
  private static final int MANY_APPS = 10_000;

  /** About what a core can take: event time goes as fast as it does live, on a busy core. */
  private static final int BUSY = 1_000_000;

  private Suites() {}

  /** This job and what its users would write instead, on one topic. */
  public static Suite peers(TopicRecipe topic) {
    return new Suite(
        "peers",
        "This job and its alternatives",
        Arrays.stream(ContenderKind.values())
            .map(
                kind ->
                    new Scenario(
                        kind.label(),
                        ContenderKind.PLAYBACK_ANALYTICS.label(),
                        kind,
                        topic,
                        Settings.STANDARD))
            .toList());
  }

  /** This job when one thing is different. */
  public static Suite variants(long events, long seed) {
    TopicRecipe standard = new TopicRecipe(events, APPS, Traffic.ZIPF, seed);
    TopicRecipe even = new TopicRecipe(events, APPS, Traffic.EVEN, seed);
    TopicRecipe oneApp = new TopicRecipe(events, APPS, Traffic.ONE_APP, seed);
    TopicRecipe manyApps = new TopicRecipe(events, MANY_APPS, Traffic.ZIPF, seed);
    // As many as a heartbeat every 10 s makes 100,000 events a second of.
    TopicRecipe million = standard.withSessions(1_000_000);
    Settings once = Settings.STANDARD;
    Settings four = once.withCohorts(Settings.Cohorts.FOUR);
    return new Suite(
        "variants",
        "This job when one thing is different",
        List.of(
            job("app", "app", standard, once),
            job("four-cohort-sets", "app", standard, four),
            new Scenario(
                "datastream-four-cohort-sets",
                "four-cohort-sets",
                ContenderKind.DATASTREAM,
                standard,
                four),
            job("million-sessions", "million-sessions", million, once),
            job("plays", "million-sessions", million, once.withMeasures(Settings.Measures.PLAYS)),
            job(
                "four-cohort-sets-plays",
                "million-sessions",
                million,
                four.withMeasures(Settings.Measures.PLAYS)),
            job("varied-events", "app", standard.withVariety(), once),
            job("10000-apps", "app", manyApps, once),
            job("app-busy", "app-busy", standard.withEventsPerSecond(BUSY), once),
            job("10000-apps-busy", "app-busy", manyApps.withEventsPerSecond(BUSY), once),
            job("even-apps", "even-apps", even, once),
            job("one-app-95-percent", "even-apps", oneApp, once),
            job("window-60s", "app", standard, once.withWindow(Duration.ofSeconds(60))),
            job("no-checkpoints", "app", standard, once.withCheckpoints(NO_CHECKPOINTS))));
  }

  /** This job on one core and on two, and on topics of one partition and of many. */
  public static Suite scaling(long events, long seed) {
    TopicRecipe standard = new TopicRecipe(events, APPS, Traffic.ZIPF, seed);
    String base = "4-partitions-2-cores-parallelism-1";
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(job(base, base, standard, Settings.STANDARD).on(2, 1));
    scenarios.add(
        job("4-partitions-1-core-parallelism-1", base, standard, Settings.STANDARD).on(1, 1));
    for (int partitions : new int[] {1, 4, 8, 64}) {
      String name = partitions + (partitions == 1 ? "-partition" : "-partitions");
      TopicRecipe topic = standard.withPartitions(partitions);
      if (partitions != standard.partitions()) {
        scenarios.add(
            job(name + "-2-cores-parallelism-1", base, topic, Settings.STANDARD).on(2, 1));
      }
      scenarios.add(job(name + "-2-cores-parallelism-2", base, topic, Settings.STANDARD).on(2, 2));
    }
    return new Suite("scaling", "This job on other cores and partitions", scenarios);
  }

  private static Scenario job(String name, String base, TopicRecipe topic, Settings settings) {
    return new Scenario(name, base, ContenderKind.PLAYBACK_ANALYTICS, topic, settings);
  }
}
