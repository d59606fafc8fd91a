package io.playbackanalytics.sandbox;

import io.playbackanalytics.settings.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The options of the demo, as they are typed and as {@code --help} shows them. */
enum DemoOption {
  SECONDS("seconds", "N", "until Ctrl-C", "end by itself after N seconds of playback"),
  EVENTS("events", "FILE", "players", "replay newline-delimited JSON instead of simulating"),
  PLAYERS("players", "N", "1000", "how many people play at the same time"),
  LATE_PERCENT("late-percent", "P", "1", "reports that are minutes old, per 100 events"),
  MALFORMED_PERCENT("malformed-percent", "P", "1", "broken records, per 100 events"),
  SEED("seed", "N", "1", "another seed, other players"),
  KAFKA_PORT("kafka-port", "PORT", "9092", "of the broker; 0: any free one"),
  WEB_PORT("web-port", "PORT", "8081", "of Flink's web UI; 0: any free one"),
  METRICS_PORT("metrics-port", "PORT", "9249", "of the Prometheus metrics; 0: any free one");

  private final String key;
  private final String placeholder;
  private final String standard;
  private final String meaning;

  DemoOption(String key, String placeholder, String standard, String meaning) {
    this.key = key;
    this.placeholder = placeholder;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** As it is typed: {@code --seconds}. */
  String flag() {
    return "--" + key;
  }

  /** What holds if it is not given, for options that have a value then. */
  String standard() {
    return standard;
  }

  static Optional<DemoOption> named(String flag) {
    return Arrays.stream(values()).filter(option -> option.flag().equals(flag)).findFirst();
  }

  /** The option that a typing error most probably meant. */
  static DemoOption nearest(String flag) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(option -> EditDistance.between(flag, option.flag())))
        .orElseThrow();
  }

  static String help() {
    StringBuilder help =
        new StringBuilder(
            """
            Runs the whole job on this machine: a Kafka broker, a Flink mini cluster and players.

            ./demo [OPTION VALUE]...
            """);
    for (DemoOption option : values()) {
      help.append(
          "  %-26s%s (%s)%n"
              .formatted(
                  option.flag() + " " + option.placeholder, option.meaning, option.standard));
    }
    return help.append(
            """
              --job.KEY VALUE           a setting of the job, such as --job.window.size "10 s"
              --help                    this text

            Ctrl-C stops everything. Exit codes: 0 ended, 1 the job failed, 2 an option is wrong.
            """)
        .toString();
  }
}
