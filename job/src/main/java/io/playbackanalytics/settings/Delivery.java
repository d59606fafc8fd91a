package io.playbackanalytics.settings;

/** What a failure may do to the records that the job writes. */
public enum Delivery {
  /**
   * None is lost, some may be there twice; of a cohort and window the highest revision is right.
   * Records are readable as soon as they are written.
   */
  AT_LEAST_ONCE,
  /** Each is there once for {@code read_committed} readers, after the checkpoint that covers it. */
  EXACTLY_ONCE
}
