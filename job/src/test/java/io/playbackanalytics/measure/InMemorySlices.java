package io.playbackanalytics.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One cohort's slices in a plain map. */
final class InMemorySlices implements SliceStore {

  private final Map<Long, SliceState> slices = new TreeMap<>();

  @Override
  public SliceState getOrNew(long end) {
    return slices.containsKey(end) ? slices.get(end) : new SliceState();
  }

  @Override
  public void put(long end, SliceState slice) {
    slices.put(end, slice);
  }

  @Override
  public void remove(long end) {
    slices.remove(end);
  }

  @Override
  public Iterable<Long> ends() {
    return List.copyOf(slices.keySet());
  }

  int size() {
    return slices.size();
  }
}
