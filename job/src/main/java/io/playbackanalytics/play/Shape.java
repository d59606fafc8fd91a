package io.playbackanalytics.play;

import org.jspecify.annotations.Nullable;

/**
 * All that decides what a play adds to the levels as long as it lasts.
 *
 * @param state {@code null}: there is no play
 * @param byStates whether its states tell the time rendered and stalled
 * @param ad whether inside an ad break
 * @param hidden whether in the background
 * @param bitrateKbps {@link Report#NOTHING} if it is not known
 * @param latencyMs {@link Report#NOTHING} if it is not known
 */
record Shape(
    @Nullable PlayState state,
    boolean byStates,
    boolean ad,
    boolean hidden,
    int bitrateKbps,
    int latencyMs) {

  /** No play. */
  static final Shape NONE = new Shape(null, false, false, false, Report.NOTHING, Report.NOTHING);

  /** How much it has of a level. */
  long of(PlayLevel level) {
    return switch (level) {
      case STARTING -> oneIf(state == PlayState.STARTING);
      case PLAYING -> oneIf(isRendering() && byStates);
      case PLAYING_BESIDE -> oneIf(isRendering() && !byStates);
      case STALLED -> oneIf(isStalled() && byStates);
      case STALLED_BESIDE -> oneIf(isStalled() && !byStates);
      case SEEK_WAIT -> oneIf(state == PlayState.SEEK_WAIT);
      case PAUSED -> oneIf(state == PlayState.PAUSED);
      case AD_PLAYING -> oneIf(state == PlayState.PLAYING && ad);
      case AD_STALLED -> oneIf(state == PlayState.STALLED && ad);
      case HIDDEN_PLAYING -> oneIf(isRendering() && hidden);
      case BITRATE_KNOWN -> oneIf(isRendering() && bitrateKbps != Report.NOTHING);
      case BITRATE -> isRendering() ? Math.max(bitrateKbps, 0) : 0;
      case LATENCY_KNOWN -> oneIf(isRendering() && latencyMs != Report.NOTHING);
      case LATENCY -> isRendering() ? Math.max(latencyMs, 0) : 0;
    };
  }

  /** Outside ads. */
  private boolean isRendering() {
    return state == PlayState.PLAYING && !ad;
  }

  /** Outside ads. */
  private boolean isStalled() {
    return state == PlayState.STALLED && !ad;
  }

  private static long oneIf(boolean condition) {
    return condition ? 1 : 0;
  }
}
