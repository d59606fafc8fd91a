package io.playbackanalytics.benchmark.contender;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The contenders by name. */
public enum ContenderKind {
  PLAYBACK_ANALYTICS(Platform.JOB_JAR),
  FLINK_SQL(Platform.LIBRARIES),
  DATASTREAM(Platform.LIBRARIES),
  KAFKA_STREAMS(Platform.LIBRARIES),
  CONSUMER_JACKSON(Platform.LIBRARIES),
  CONSUMER_OWN_PARSER(Platform.JOB_JAR),
  CONSUMER_BYTES(Platform.LIBRARIES),
  CONSUMER_SIMDJSON(Platform.NATIVE);

  /** What a contender runs on. */
  private enum Platform {
    /** A JVM with the job's own jar and Flink. */
    JOB_JAR,
    /** A JVM with all libraries. */
    LIBRARIES,
    /** A program of its own. */
    NATIVE
  }

  private final Platform platform;

  ContenderKind(Platform platform) {
    this.platform = platform;
  }

  /** As it is written in options and tables: {@code flink-sql}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its class path is the job's own jar and Flink, instead of all libraries. */
  public boolean onJobJar() {
    return platform == Platform.JOB_JAR;
  }

  /** Whether it is no program of Java. */
  public boolean isNative() {
    return platform == Platform.NATIVE;
  }

  public static Optional<ContenderKind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /**
   * Sets the contender up; only its own classes are loaded, since others may not be there.
   *
   * @param parallelism subtasks or threads, for those that can have many
   * @param folder for what it writes to disk
   * @throws IllegalArgumentException if it is no program of Java
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
      case CONSUMER_SIMDJSON -> throw new IllegalArgumentException("not in Java: " + label());
    };
  }
}
