package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.broker.BrokerProcess;
import io.playbackanalytics.benchmark.contender.ContenderKind;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Watches the contenders one after the other, each with a broker that starts empty. */
record Observations(Installation installation, FreshnessOptions options, PrintStream out) {

  /**
   * Measures everything.
   *
   * @throws RunFailedException if a run does not count
   */
  List<Observed> run() throws IOException, InterruptedException, RunFailedException {
    delete(options.work());
    List<Observed> all = new ArrayList<>();
    for (ContenderKind kind : options.contenders()) {
      out.printf(
          "Sending %,d events/s of %,d apps to %s for %d s after %d s of warm-up …%n",
          options.eventsPerSecond(),
          options.apps(),
          kind.label(),
          options.duration().toSeconds(),
          options.warmUp().toSeconds());
      out.flush();
      try {
        all.add(run(kind));
      } catch (RunFailedException e) {
        throw new RunFailedException(kind.label() + ": " + e.getMessage());
      }
    }
    delete(options.work());
    return all;
  }

  private Observed run(ContenderKind kind)
      throws IOException, InterruptedException, RunFailedException {
    Path folder = options.work().resolve(kind.label());
    Files.createDirectories(folder);
    try (BrokerProcess broker =
        BrokerProcess.start(installation, folder.resolve("broker"), folder.resolve("broker.log"))) {
      LiveTopics topics = new LiveTopics(broker.bootstrapServers());
      topics.create();
      try (ResultReader reader = new ResultReader(topics.bootstrapServers(), topics.results());
          LiveContender contender =
              LiveContender.start(
                  installation, options, kind, folder.resolve("contender"), topics);
          SteadyLoad load =
              SteadyLoad.start(
                  topics.bootstrapServers(),
                  topics.events(),
                  options.apps(),
                  options.eventsPerSecond())) {
        return new Observation(topics, contender, load, reader).observe(kind, options);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
