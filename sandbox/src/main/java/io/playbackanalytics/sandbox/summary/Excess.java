package io.playbackanalytics.sandbox.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much worse than the rest of its app a cohort is.
 *
 * <p>The rest are the app's other cohorts of the same dimensions, which have each event once. With
 * {@code part} and {@code whole} of a {@link Measure}, both summed over the same windows:
 *
 * <pre>
 * excess = part / whole − part of the rest / whole of the rest    −1 to 1
 * share  = whole / (whole + whole of the rest)                     0 to 1
 * adds   = excess × share
 * </pre>
 *
 * <p>What it adds is by how much the app's own ratio would be lower if this cohort were like the
 * rest. So a node that serves a fifth of an app and stalls a little ranks above a corner of it that
 * stalls a lot; and cohorts of all dimensions, which overlap, can stand in one list.
 *
 * @param cohort dimension → value
 * @param own of the cohort
 * @param rest of the rest of its app
 */
record Excess(Map<String, String> cohort, Measure measure, Sums own, Sums rest) {

  /** The dimension that every cohort has. */
  static final String APP = "app";

  /** Of each side: what comes from a handful of reports is left to chance. */
  private static final long TELLING_EVENTS = 30;

  /** In standard deviations: among a hundred cohorts chance puts one there one time in seven. */
  private static final double TELLING_DEVIATIONS = 3;

  /** A twentieth of a percent point: less of a ratio is not worth a line. */
  private static final double LEAST_ADDED = 0.0005;

  /** 0 to 1. */
  double ratio() {
    return (double) measure.part(own) / measure.whole(own);
  }

  /** 0 to 1. */
  double ratioOfRest() {
    return (double) measure.part(rest) / measure.whole(rest);
  }

  /** Of what the app plays, or decodes, the part that is this cohort's: 0 to 1. */
  double share() {
    return (double) measure.whole(own) / (measure.whole(own) + measure.whole(rest));
  }

  /** What ranks it; below 0 for a cohort that is better than the rest. */
  double adds() {
    return (ratio() - ratioOfRest()) * share();
  }

  /**
   * Whether there is enough on both sides to compare, and chance does not explain the excess.
   *
   * <p>Mishaps come one by one, so their number varies by its square root. With {@code scale =
   * whole / whole of the rest} the cohort's part should be {@code scale × part of the rest}, and
   * the difference varies by {@code √(mishap × (part + scale² × part of the rest))}.
   */
  private boolean founded() {
    if (Math.min(measure.whole(own), measure.whole(rest)) < measure.tellingWhole()
        || Math.min(own.events(), rest.events()) < TELLING_EVENTS) {
      return false;
    }
    double scale = (double) measure.whole(own) / measure.whole(rest);
    double beyond = measure.part(own) - scale * measure.part(rest);
    double deviation =
        Math.sqrt(measure.mishap() * (measure.part(own) + scale * scale * measure.part(rest)));
    return beyond > 0 && beyond >= TELLING_DEVIATIONS * deviation;
  }

  /**
   * The cohorts that add most to their app's ratio, the worst first: those with evidence enough
   * that add {@value #LEAST_ADDED} at least.
   *
   * @param sums cohort → sums over the same windows for all; a cohort of its app alone has no rest
   *     and never is among them
   */
  static List<Excess> worst(Map<Map<String, String>, Sums> sums, Measure measure) {
    Map<Whole, Sums> wholes = new HashMap<>();
    sums.forEach((cohort, own) -> wholes.merge(Whole.of(cohort), own, Sums::plus));
    List<Excess> worst = new ArrayList<>();
    sums.forEach(
        (cohort, own) -> {
          Excess excess = new Excess(cohort, measure, own, wholes.get(Whole.of(cohort)).minus(own));
          if (excess.founded() && excess.adds() >= LEAST_ADDED) {
            worst.add(excess);
          }
        });
    worst.sort(
        Comparator.comparingDouble(Excess::adds)
            .reversed()
            .thenComparing(excess -> excess.cohort().toString()));
    return worst;
  }

  /** An app, as the cohorts of one definition share it among them. */
  private record Whole(String app, Set<String> dimensions) {

    private static Whole of(Map<String, String> cohort) {
      return new Whole(cohort.getOrDefault(APP, ""), cohort.keySet());
    }
  }
}
