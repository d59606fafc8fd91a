package io.playbackanalytics.measure.window;

import io.playbackanalytics.event.Cohort;
import java.io.Serializable;

/**
 * Which cohorts have windows of their own in a subtask: first come, first served, and a place is
 * free again when all that is kept of its cohort has expired. Who finds none is summed with the
 * others of its definition in {@link Cohort#other}, whose windows are elsewhere, also if a client
 * names its app like that: so each window is published by one subtask only.
 *
 * @param max how many cohorts there may be at a time, at least 1
 * @param ofOthers whether it is the subtask of those in which others are summed
 */
public record CohortPlaces(int max, boolean ofOthers) implements Serializable {

  public CohortPlaces {
    if (max < 1) {
      throw new IllegalArgumentException("no place: " + max);
    }
  }

  /** For cohorts that events name. */
  public static CohortPlaces upTo(int max) {
    return new CohortPlaces(max, false);
  }

  /** For those in which others are summed: one for each definition. */
  public static CohortPlaces forOthers() {
    return new CohortPlaces(Integer.MAX_VALUE, true);
  }

  /** Whether a new cohort gets a place, where so many are taken. */
  boolean admit(String key, int taken) {
    return taken < max && Cohort.isOtherKey(key) == ofOthers;
  }
}
