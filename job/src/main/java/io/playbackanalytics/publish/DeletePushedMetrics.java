package io.playbackanalytics.publish;

import io.playbackanalytics.ingest.RunObserver;
import io.playbackanalytics.push.PushTarget;
import io.playbackanalytics.push.PushedMetrics;

/**
 * Leaves nothing of a run on the Pushgateway when it is over. Done on the JobManager, which lives
 * as long as the run, also when TaskManagers are killed; subtasks that end before others leave
 * their last values there until then.
 */
public final class DeletePushedMetrics implements RunObserver {

  private static final long serialVersionUID = 1;

  private final PushTarget target;

  public DeletePushedMetrics(PushTarget target) {
    this.target = target;
  }

  @Override
  public void onStart() {
    new PushedMetrics(target).deleteThoseOfAnEarlierRun();
  }

  @Override
  public void onEnd() {
    new PushedMetrics(target).delete();
  }
}
