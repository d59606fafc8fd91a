package io.playbackanalytics.measure;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Made-up keys for what is of a whole key group, so that it goes where its keys go when the
 * parallelism changes: the numbers that fall into the group, in their order.
 */
final class KeyGroupKeys {

  private final int count;
  private final KeyGroupRange here;
  private final List<List<String>> keys = new ArrayList<>();
  private int made;

  /** For the key groups of a subtask. */
  KeyGroupKeys(TaskInfo task) {
    count = task.getMaxNumberOfParallelSubtasks();
    here =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            count, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    for (int i = 0; i < here.getNumberOfKeyGroups(); i++) {
      keys.add(new ArrayList<>());
    }
  }

  /** How many key groups there are in all. */
  int count() {
    return count;
  }

  /** Those of the subtask. */
  KeyGroupRange here() {
    return here;
  }

  int ofHash(int hash) {
    return KeyGroupRangeAssignment.computeKeyGroupForKeyHash(hash, count);
  }

  int ofKey(String key) {
    return ofHash(key.hashCode());
  }

  /** The key with that number, from 0 on, of a key group of the subtask. */
  String key(int keyGroup, int number) {
    List<String> ofGroup = keys.get(keyGroup - here.getStartKeyGroup());
    while (ofGroup.size() <= number) {
      String key = Integer.toString(made++);
      int group = ofKey(key);
      if (here.contains(group)) {
        keys.get(group - here.getStartKeyGroup()).add(key);
      }
    }
    return ofGroup.get(number);
  }
}
