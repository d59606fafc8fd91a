package io.playbackanalytics.metric.flink;

import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Slice;
import java.io.Serializable;

/** Hears of all that a cohort's numbers are made of, on the task's thread. */
public interface QualityListener extends Serializable {

  /** Called once before the others, with the metrics of the operator that combines slices. */
  void open(PlaybackMetrics metrics);

  /** Events that nobody was told of before: each is in exactly one call, in no particular order. */
  void onSlice(Slice slice);

  /** A window that fired, or fired again with a higher revision. */
  void onQuality(PlaybackQuality quality);

  /** Hears and does nothing. */
  static QualityListener none() {
    return new QualityListener() {

      private static final long serialVersionUID = 1;

      @Override
      public void open(PlaybackMetrics metrics) {}

      @Override
      public void onSlice(Slice slice) {}

      @Override
      public void onQuality(PlaybackQuality quality) {}

      @Override
      public void onTick() {}
    };
  }

  /** Called about every second, also when nothing happens. */
  void onTick();
}
