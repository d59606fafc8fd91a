package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The contenders by name. */
public enum ContenderKind {
  PLAYBACK_ANALYTICS(true),
  FLINK_SQL(false),
  DATASTREAM(false),
  KAFKA_STREAMS(false),
  CONSUMER_JACKSON(false),
  CONSUMER_OWN_PARSER(true),
  CONSUMER_BYTES(false);

  private final boolean onJobJar;

  ContenderKind(boolean onJobJar) {
    this.onJobJar = onJobJar;
  }

  /** As it is written in options and tables: {@code flink-sql}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its class path is the job's own jar and Flink, instead of all libraries. */
  public boolean onJobJar() {
    return onJobJar;
  }

  public static Optional<ContenderKind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /**
   * Sets the contender up; only its own classes are loaded, since others may not be there.
   *
   * @param parallelism subtasks or threads, for those that can have many
   * @param folder for what it writes to disk
   */
  Contender start(int parallelism, Path folder) throws Exception {
    return switch (this) {
      case PLAYBACK_ANALYTICS -> new PlaybackAnalytics(parallelism, folder);
      case FLINK_SQL -> new FlinkSql(parallelism, folder);
      case DATASTREAM -> new SlidingWindows(parallelism, folder);
      case KAFKA_STREAMS -> new HoppingStreams(parallelism, folder);
      case CONSUMER_JACKSON -> new JacksonLoop();
      case CONSUMER_OWN_PARSER -> new OwnParserLoop();
      case CONSUMER_BYTES -> new BytesLoop();
    };
  }
}
