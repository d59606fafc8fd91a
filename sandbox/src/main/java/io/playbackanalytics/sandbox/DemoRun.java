package io.playbackanalytics.sandbox;

import io.playbackanalytics.KafkaPipeline;
import io.playbackanalytics.broker.EmbeddedBroker;
import io.playbackanalytics.broker.Topics;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.sandbox.cluster.ClusterSettings;
import io.playbackanalytics.sandbox.cluster.JobFailedException;
import io.playbackanalytics.sandbox.cluster.JobOnCluster;
import io.playbackanalytics.sandbox.feed.EventSource;
import io.playbackanalytics.sandbox.feed.Feed;
import io.playbackanalytics.sandbox.feed.LivePlayers;
import io.playbackanalytics.sandbox.feed.RecordedEvents;
import io.playbackanalytics.sandbox.summary.LiveSummary;
import io.playbackanalytics.sandbox.summary.Screen;
import io.playbackanalytics.settings.JobSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ParameterException;

/** One run of the demo: broker, job and players are started, watched, and stopped in turn. */
record DemoRun(DemoOptions options, Path folder, Path log, Screen screen, StopSignal stop) {

  private static final String MEASURES = "--measures";
  private static final String EVERY_GROUP = "quality,plays,completeness";
  private static final String JOB_NAME = "playback-analytics";
  private static final int EVENT_PARTITIONS = 4;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration START_POLL = Duration.ofMillis(50);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

  /**
   * Returns when the demo has ended as it was asked to, and everything is stopped.
   *
   * @throws ParameterException if a port can't be used; nothing has been started then
   * @throws JobFailedException if the job does not do its work to the end
   */
  void run() throws JobFailedException, InterruptedException {
    Ports ports = Ports.of(options);
    JobSettings settings = settings(ports);
    screen.print(List.of("Starting Kafka and Flink …"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(ports.kafka(), Map.of())) {
      createTopics(broker, settings);
      if (stop.raised()) {
        return;
      }
      ClusterSettings cluster =
          new ClusterSettings(
              ports.web(), ports.metrics(), folder, /* lastingMetrics= */ options.replays());
      try (JobOnCluster job =
          JobOnCluster.start(JOB_NAME, cluster, KafkaPipeline.of(settings)::addTo)) {
        watch(job, settings, new Addresses(ports, settings, log));
      }
    }
  }

  private void watch(JobOnCluster job, JobSettings settings, Addresses addresses)
      throws JobFailedException, InterruptedException {
    String kafka = settings.bootstrapServers();
    awaitRunning(job);
    if (stop.raised()) {
      return;
    }
    screen.print(addresses.lines());
    screen.print(List.of("", introduction(), ""));
    try (Feed feed = Feed.start(source(), kafka, settings.eventsTopic(), EVENT_PARTITIONS);
        LiveSummary summary =
            new LiveSummary(
                kafka,
                settings.qualityTopic(),
                List.of(settings.rejectedTopic(), settings.lateTopic()),
                addresses.metrics(),
                rows(settings),
                settings.lateness().revisableFor(),
                screen)) {
      long startedAt = System.nanoTime();
      while (!stop.raised() && !over(startedAt, feed, summary)) {
        requireHealthy(job);
        requireHealthy(feed);
        summary.update(POLL);
      }
      feed.stop();
      drain(job, feed, summary);
      screen.print(List.of(""));
      screen.print(summary.closing());
      if (options.replays() && stays() && !timeIsUp(startedAt)) {
        stay(startedAt);
      }
    }
  }

  /**
   * Whether a replay leaves everything up after its end: until a time that was said, and else only
   * where somebody can look and press Ctrl-C, since a script would wait for ever.
   */
  private boolean stays() {
    return options.runFor().isPresent() || screen.terminal();
  }

  private void stay(long startedAt) throws InterruptedException {
    screen.print(
        List.of(
            "",
            "The file is through and its topics, Flink's UI and the metrics stay up until "
                + options.runFor().map(time -> time.toSeconds() + " s are over").orElse("Ctrl-C")));
    while (!stop.raised() && !screen.closed() && !timeIsUp(startedAt)) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private boolean timeIsUp(long startedAt) {
    return options.runFor().isPresent()
        && System.nanoTime() - startedAt >= options.runFor().get().toNanos();
  }

  private void awaitRunning(JobOnCluster job) throws JobFailedException, InterruptedException {
    while (!stop.raised() && !job.running()) {
      requireHealthy(job);
      TimeUnit.MILLISECONDS.sleep(START_POLL.toMillis());
    }
  }

  private boolean over(long startedAt, Feed feed, LiveSummary summary) throws InterruptedException {
    return screen.closed()
        || timeIsUp(startedAt)
        || (feed.exhausted() && summary.hasRead(feed.recordsOnTopic()));
  }

  private static void requireHealthy(JobOnCluster job) throws JobFailedException {
    Optional<JobFailedException> end = job.ended();
    if (end.isPresent()) {
      throw end.get();
    }
  }

  private static void requireHealthy(Feed feed) {
    Optional<Throwable> failure = feed.failure();
    if (failure.isPresent()) {
      throw new IllegalStateException(
          "The events could not be sent: " + failure.get().getMessage(), failure.get());
    }
  }

  /** Waits until the job has read everything, then until it has fired every window. */
  private void drain(JobOnCluster job, Feed feed, LiveSummary summary)
      throws JobFailedException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    long records = feed.recordsOnTopic();
    while (!stop.raised() && !summary.hasRead(records)) {
      requireHealthy(job);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The job has not read all %d records within %d s"
                .formatted(records, DRAIN_PATIENCE.toSeconds()));
      }
      summary.update(POLL);
    }
    if (!stop.raised()) {
      job.drain(DRAIN_PATIENCE);
      summary.readToEnd(DRAIN_PATIENCE);
    }
  }

  private EventSource source() {
    return options
        .events()
        .<EventSource>map(RecordedEvents::new)
        .orElseGet(() -> new LivePlayers(options.mix(), Clock.systemUTC()));
  }

  private String introduction() {
    return options
        .events()
        .map(file -> "Replaying " + file)
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "%,d people are playing; %s",
                    options.mix().players(),
                    options
                        .runFor()
                        .map(time -> "the end comes after " + time.toSeconds() + " s")
                        .orElse("Ctrl-C stops everything")));
  }

  /** The job's settings: the demo's own win over those that were handed through. */
  private JobSettings settings(Ports ports) {
    List<String> arguments = new ArrayList<>(options.jobArguments());
    if (!arguments.contains(MEASURES)) {
      arguments.addAll(List.of(MEASURES, EVERY_GROUP));
    }
    arguments.addAll(
        List.of(
            "--kafka.bootstrap-servers",
            "127.0.0.1:" + ports.kafka(),
            // The summary looks at the page, and knows what is new on it.
            "--metrics.first-scrape",
            "0 s",
            "--events.start",
            "earliest"));
    return JobSettings.parse(arguments.toArray(String[]::new));
  }

  private static void createTopics(EmbeddedBroker broker, JobSettings settings) {
    broker.createTopic(settings.eventsTopic(), EVENT_PARTITIONS, Map.of());
    broker.createTopic(settings.qualityTopic(), 1, Map.of());
    broker.createTopic(settings.plays().topic(), 1, Map.of());
    for (String topic : List.of(settings.rejectedTopic(), settings.lateTopic())) {
      broker.createTopic(topic, 1, Topics.WITH_ROOM_FOR_HEADERS);
    }
  }

  /** The table shows the cohorts that are defined first. */
  private static List<String> rows(JobSettings settings) {
    return settings.cohorts().get(0).dimensions().stream().map(Dimension::label).toList();
  }
}
