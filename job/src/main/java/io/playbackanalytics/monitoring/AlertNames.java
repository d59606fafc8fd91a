package io.playbackanalytics.monitoring;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The alerts that there are, in the order of their rules. A shared Prometheus has alerts of others,
 * which are no matter of playback.
 */
record AlertNames(List<String> names) {

  private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");

  AlertNames {
    names = List.copyOf(names);
  }

  /** Those of a file of rules. */
  static AlertNames in(String rules) {
    return new AlertNames(
        ALERT.matcher(rules).results().map(alert -> alert.group(1)).distinct().toList());
  }

  /** The series of those that fire. */
  String firing() {
    return "ALERTS{alertstate=\"firing\",alertname=~\"%s\"}".formatted(String.join("|", names));
  }
}
