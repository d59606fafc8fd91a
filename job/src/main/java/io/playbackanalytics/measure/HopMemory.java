package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.Hop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The windows that state was summed for. With others it would go on to numbers that are wrong and
 * look right: slices of another width, or windows that lack what the state has forgotten.
 */
final class HopMemory {

  private final ListState<Long> sizeAndSlide;

  HopMemory(OperatorStateStore store) throws Exception {
    sizeAndSlide = store.getUnionListState(new ListStateDescriptor<>("hop", Types.LONG));
  }

  /**
   * @throws IllegalStateException if there is state, and it is of other windows; the job then fails
   *     to start, with this as the cause
   */
  void require(Hop hop) throws Exception {
    List<Long> restored = new ArrayList<>();
    sizeAndSlide.get().forEach(restored::add);
    for (int i = 0; i + 1 < restored.size(); i += 2) {
      Duration size = Duration.ofMillis(restored.get(i));
      Duration slide = Duration.ofMillis(restored.get(i + 1));
      if (!size.equals(hop.size()) || !slide.equals(hop.slide())) {
        throw new IllegalStateException(
            "window.size=%d ms and window.slide=%d ms cannot go on from the state of %d ms and %d ms:"
                    .formatted(
                        hop.size().toMillis(),
                        hop.slide().toMillis(),
                        size.toMillis(),
                        slide.toMillis())
                + " start without it, from the committed offsets");
      }
    }
  }

  /** Keeps the windows in the next checkpoint. */
  void keep(Hop hop) throws Exception {
    sizeAndSlide.update(List.of(hop.size().toMillis(), hop.slide().toMillis()));
  }
}
