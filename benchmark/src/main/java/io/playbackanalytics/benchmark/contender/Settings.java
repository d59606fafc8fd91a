package io.playbackanalytics.benchmark.contender;

import java.time.Duration;

/**
 * What a contender is asked to compute, and how.
 *
 * @param window length of a window, a multiple of the slide
 * @param slide distance between windows
 * @param cohorts by what the events are grouped
 * @param measures what is measured of them; only this job can do more than the others
 * @param checkpoints time between two checkpoints of the contenders on Flink
 */
public record Settings(
    Duration window, Duration slide, Cohorts cohorts, Measures measures, Duration checkpoints) {

  /** How much an event may be out of order; the generator keeps within. */
  public static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

  /** Windows of 5 s each second, per app, a checkpoint every 10 s. */
  public static final Settings STANDARD =
      new Settings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Cohorts.APP,
          Measures.QUALITY,
          Duration.ofSeconds(10));

  /** By what events are grouped. */
  public enum Cohorts {
    APP("app"),
    /** The job's own default. */
    FOUR("app; app,os; app,network; app,cdn");

    private final String definition;

    Cohorts(String definition) {
      this.definition = definition;
    }

    /** As the job's setting {@code cohorts} takes it. */
    public String definition() {
      return definition;
    }
  }

  /** What is measured. */
  public enum Measures {
    /** What all contenders compute. */
    QUALITY("quality"),
    /** The job's own default: start-up, errors and different ids as well. */
    PLAYS("quality,plays");

    private final String groups;

    Measures(String groups) {
      this.groups = groups;
    }

    /** As the job's setting {@code measures} takes it. */
    public String groups() {
      return groups;
    }
  }

  /** In how many windows each event is. */
  public long windowsPerEvent() {
    return window.dividedBy(slide);
  }

  public Settings withWindow(Duration other) {
    return new Settings(other, slide, cohorts, measures, checkpoints);
  }

  public Settings withCohorts(Cohorts other) {
    return new Settings(window, slide, other, measures, checkpoints);
  }

  public Settings withMeasures(Measures other) {
    return new Settings(window, slide, cohorts, other, checkpoints);
  }

  public Settings withCheckpoints(Duration other) {
    return new Settings(window, slide, cohorts, measures, other);
  }
}
