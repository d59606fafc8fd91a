package io.playbackanalytics.benchmark.contender;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One window of one cohort, as it is written by the contenders that use Jackson for it. */
public final class AppWindow {

  @JsonProperty("cohort")
  public String cohort = "";

  @JsonProperty("window_end")
  public long windowEnd;

  @JsonProperty("events")
  public long events;

  @JsonProperty("decode_attempts")
  public long decodeAttempts;

  @JsonProperty("decode_failures")
  public long decodeFailures;

  @JsonProperty("play_ms")
  public long playMs;

  @JsonProperty("stall_ms")
  public long stallMs;

  /** For Flink. */
  public AppWindow() {}

  /**
   * A window.
   *
   * @param windowEnd exclusive, epoch milliseconds
   */
  AppWindow(String cohort, long windowEnd, EventTotals totals) {
    this.cohort = cohort;
    this.windowEnd = windowEnd;
    events = totals.events;
    decodeAttempts = totals.decodeAttempts;
    decodeFailures = totals.decodeFailures;
    playMs = totals.playMs;
    stallMs = totals.stallMs;
  }
}
