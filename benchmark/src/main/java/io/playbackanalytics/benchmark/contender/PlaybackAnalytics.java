package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.PlaybackJob;
import java.nio.file.Path;
import java.time.Duration;

/** This job: its jar's entry point with its settings as they come, but for what the task says. */
final class PlaybackAnalytics implements Contender {

  private final LocalFlink flink;

  PlaybackAnalytics(int parallelism, Path folder) throws Exception {
    flink = LocalFlink.start(parallelism, folder);
  }

  @Override
  public Outcome run(Task task) throws Exception {
    Settings settings = task.settings();
    flink.becomeContext(settings);
    PlaybackJob.main(
        new String[] {
          "--kafka.bootstrap-servers",
          task.bootstrapServers(),
          "--events.topic",
          task.topic(),
          "--events.group-id",
          task.results(),
          "--events.start",
          "earliest",
          "--events.bounded",
          Boolean.toString(task.bounded()),
          "--quality.topic",
          task.results(),
          "--plays.topic",
          task.plays(),
          // A million play at a time, and those that stopped are remembered for as long as it runs.
          "--plays.max-open",
          "2000000",
          "--rejected.topic",
          task.rejected(),
          "--late.topic",
          task.late(),
          "--cohorts",
          settings.cohorts().definition(),
          "--measures",
          settings.measures().groups(),
          "--window.size",
          milliseconds(settings.window()),
          "--window.slide",
          milliseconds(settings.slide())
        });
    return new Outcome.Windows();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  private static String milliseconds(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
