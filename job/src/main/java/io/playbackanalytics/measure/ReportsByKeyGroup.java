package io.playbackanalytics.measure;

import io.playbackanalytics.play.ByteWriter;
import io.playbackanalytics.play.ReportsReader;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** Sorts reports by the key groups of their sessions; used over and over. */
final class ReportsByKeyGroup {

  /** Those of one key group. */
  private static final class Group {
    final ByteWriter reports = new ByteWriter();
    String key = "";
  }

  private final int maxParallelism;
  private final @Nullable Group[] groups;
  private int[] used = new int[16];
  private int size;

  /**
   * @param maxParallelism of the operator that has the sessions
   */
  ReportsByKeyGroup(int maxParallelism) {
    this.maxParallelism = maxParallelism;
    groups = new Group[maxParallelism];
  }

  /** Adds {@code reports[from, to)}, which is one report. */
  void add(byte[] reports, int from, int to) {
    int number =
        KeyGroupRangeAssignment.computeKeyGroupForKeyHash(
            ReportsReader.hashOf(reports, from), maxParallelism);
    Group group = groups[number];
    if (group == null) {
      group = new Group();
      groups[number] = group;
    }
    if (group.reports.size() == 0) {
      group.key = ReportsReader.keyOf(reports, from);
      remember(number);
    }
    group.reports.append(reports, from, to);
  }

  private void remember(int group) {
    if (size == used.length) {
      used = Arrays.copyOf(used, 2 * size);
    }
    used[size++] = group;
  }

  /** Hands on what there is of each group, and is empty then. */
  void drainTo(Consumer<Reports> out) {
    for (int i = 0; i < size; i++) {
      Group group = groups[used[i]];
      out.accept(new Reports(group.key, group.reports.copy()));
      group.reports.clear();
    }
    size = 0;
  }
}
