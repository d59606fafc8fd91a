package io.playbackanalytics.metric.push;

import java.util.List;

/**
 * Leaves nothing of a run on the Pushgateway when it is over. Done on the JobManager, which lives
 * as long as the run, also when TaskManagers are killed; subtasks that end before others leave
 * their last values there until then.
 */
public final class DeletePushedMetrics implements RunObserver {

  private static final long serialVersionUID = 1;

  private final PushTarget target;
  private final List<String> operators;

  /**
   * @param operators the names of the operators that push
   */
  public DeletePushedMetrics(PushTarget target, List<String> operators) {
    this.target = target;
    this.operators = List.copyOf(operators);
  }

  @Override
  public Runnable onStart(int parallelism) {
    PushedMetrics pushed = new PushedMetrics(target, operators, parallelism);
    pushed.deleteThoseOfAnEarlierRun();
    return pushed::delete;
  }
}
