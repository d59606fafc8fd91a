package io.playbackanalytics.ingest;

import java.io.Serializable;

/**
 * Told on the JobManager when a bounded run starts to read and when it is over. A restart ends one
 * attempt and starts another.
 */
public interface RunObserver extends Serializable {

  void onStart();

  /** Called once nothing of the attempt runs any more, whether it finished, failed or was ended. */
  void onEnd();

  /** One that does nothing. */
  static RunObserver none() {
    return new RunObserver() {
      @Override
      public void onStart() {}

      @Override
      public void onEnd() {}
    };
  }
}
