package io.playbackanalytics.measure;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * The timers in the state of older releases, where each cohort had some of Flink's. What they say
 * follows from the cohort's slices, so they are deleted.
 */
final class RestoredTimers {

  /** The name that Flink gives the timers of keyed functions. */
  private static final String NAME = "user-timers";

  private record Timer(Object key, long time) {}

  private RestoredTimers() {}

  static void delete(AbstractStreamOperator<?> operator) throws Exception {
    InternalTimerService<VoidNamespace> service =
        operator.getInternalTimerService(
            NAME, VoidNamespaceSerializer.INSTANCE, new NeverTriggered());
    List<Timer> timers = new ArrayList<>();
    service.forEachEventTimeTimer(
        (namespace, time) -> timers.add(new Timer(operator.getCurrentKey(), time)));
    for (Timer timer : timers) {
      operator.setCurrentKey(timer.key);
      service.deleteEventTimeTimer(VoidNamespace.INSTANCE, timer.time);
    }
  }

  private static final class NeverTriggered implements Triggerable<Object, VoidNamespace> {

    @Override
    public void onEventTime(InternalTimer<Object, VoidNamespace> timer) {
      throw new IllegalStateException("deleted: " + timer);
    }

    @Override
    public void onProcessingTime(InternalTimer<Object, VoidNamespace> timer) {
      throw new IllegalStateException("none was ever set: " + timer);
    }
  }
}
