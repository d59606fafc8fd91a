package io.playbackanalytics.measure;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * How far event time was where the keys of each key group were, when their state was saved.
 * Subtasks may be apart in a checkpoint, and the keys of several may come to one when the
 * parallelism changes; so it is kept with the keys, under a made-up key for each of their groups.
 */
final class KeyGroupWatermarks {

  private static final ValueStateDescriptor<Long> WATERMARK =
      new ValueStateDescriptor<>("watermark-of-key-group", Types.LONG);

  private final KeyedStateBackend<Object> backend;
  private final KeyGroupKeys keys;
  private final ValueState<Long> state;

  @SuppressWarnings("unchecked") // its keys are strings, but it takes any
  KeyGroupWatermarks(KeyedStateStore store, KeyedStateBackend<?> backend, KeyGroupKeys keys) {
    this.backend = (KeyedStateBackend<Object>) backend;
    this.keys = keys;
    state = store.getState(WATERMARK);
  }

  /** Of the checkpoint that was restored, by key group; nothing where none was kept. */
  Map<Integer, Long> ofKeyGroups() throws Exception {
    Map<Integer, Long> restored = new HashMap<>();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        WATERMARK,
        (key, ofGroup) -> restored.put(keys.ofKey((String) key), ofGroup.value()));
    return restored;
  }

  /** Keeps this subtask's watermark in the next checkpoint, unless it is that of the end. */
  void keep(long watermark) throws Exception {
    for (int keyGroup : keys.here()) {
      backend.setCurrentKey(keys.key(keyGroup, 0));
      if (watermark == Long.MAX_VALUE || watermark == Long.MIN_VALUE) {
        state.clear();
      } else {
        state.update(watermark);
      }
    }
  }
}
