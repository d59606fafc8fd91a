package io.playbackanalytics.lint;

import io.playbackanalytics.monitoring.MonitoringFiles;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The expressions that have no answer while a job has run well for a minute: alerts, what there are
 * alerts in, and what is compared with the hour before.
 */
public final class QuietExpressions {

  /** Recorded only once the numbers of a while are known. */
  private static final Set<String> RECORDED_LATER =
      Set.of(
          "playback:steady",
          "playback:playback_seconds_per_second_steady:app",
          "playback:playback_seconds_per_second_normal:app",
          "playback:playback_share:app_os",
          "playback:playback_share:app_network",
          "playback:playback_share:app_cdn",
          "playback:playback_share_normal:app_os",
          "playback:playback_share_normal:app_network",
          "playback:playback_share_normal:app_cdn");

  private static final Set<String> OF_DASHBOARDS =
      Set.of(
          "playback-quality: Players rendering, now and an hour before B",
          "playback-quality: Alerts that are firing A",
          "job-health: Firing alerts Anno",
          "playback-quality: Firing alerts Anno");

  /** Random events are bad enough for these. */
  private static final Set<String> LOUD_ALERTS = Set.of("DecodeFailuresHigh", "StallRatioHigh");

  private QuietExpressions() {}

  public static boolean contain(Expression expression) {
    String origin = expression.origin();
    return recordedLater(origin)
        || OF_DASHBOARDS.contains(origin)
        || (MonitoringFiles.alertNames().contains(origin) && !LOUD_ALERTS.contains(origin));
  }

  /** Whether that name is recorded, but not within the first minutes. */
  public static boolean recordedLater(String name) {
    return RECORDED_LATER.contains(name);
  }

  /** Those that no alert's test shows to have an answer. */
  static List<Expression> besidesAlerts() {
    return Expression.all().stream()
        .filter(QuietExpressions::contain)
        .filter(Predicate.not(e -> MonitoringFiles.alertNames().contains(e.origin())))
        .toList();
  }
}
