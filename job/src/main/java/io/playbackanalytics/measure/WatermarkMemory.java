package io.playbackanalytics.measure;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The watermarks of an operator's subtasks across a restart: Flink itself starts all of them
 * afresh. Every subtask sees those of all, whatever the parallelism was.
 */
final class WatermarkMemory {

  private final ListState<Long> watermarks;

  WatermarkMemory(OperatorStateStore store) throws Exception {
    watermarks = store.getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
  }

  /** The lowest of the checkpoint that was restored, {@link Long#MIN_VALUE} if none was. */
  long lowest() throws Exception {
    return StreamSupport.stream(watermarks.get().spliterator(), false)
        .min(Long::compare)
        .orElse(Long.MIN_VALUE);
  }

  /** The highest of the checkpoint that was restored, {@link Long#MIN_VALUE} if none was. */
  long highest() throws Exception {
    return StreamSupport.stream(watermarks.get().spliterator(), false)
        .max(Long::compare)
        .orElse(Long.MIN_VALUE);
  }

  /** Keeps this subtask's watermark in the next checkpoint, unless it is that of the end. */
  void keep(long watermark) throws Exception {
    watermarks.update(
        watermark == Long.MAX_VALUE || watermark == Long.MIN_VALUE
            ? List.of()
            : List.of(watermark));
  }
}
