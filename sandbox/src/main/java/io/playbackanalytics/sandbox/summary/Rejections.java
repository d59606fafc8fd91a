package io.playbackanalytics.sandbox.summary;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why records were rejected, with one example of each cause. */
final class Rejections {

  /** Far more than the contract has reasons and fields; the rest is counted as one. */
  private static final int MOST_CAUSES = 200;

  private static final Cause OTHERS = new Cause("other reasons", "");
  private static final int EXAMPLE_COLUMNS = 68;

  private final Map<Cause, Example> examples = new LinkedHashMap<>();

  /**
   * What is wrong.
   *
   * @param field at fault; empty where it is no single one
   */
  record Cause(String reason, String field) {

    @Override
    public String toString() {
      return field.isEmpty() ? reason : reason + " " + field;
    }
  }

  /**
   * All records of one cause, and the first of them.
   *
   * @param detail what the job says about that one; may be empty
   * @param value the part of it that has the field, or its beginning: escaped and shortened
   */
  record Example(Cause cause, long records, String detail, String value) {

    private Example andOneMore() {
      return new Example(cause, records + 1, detail, value);
    }
  }

  void add(SideRecord rejected) {
    Cause named = new Cause(rejected.header("reason"), rejected.header("field"));
    boolean room = examples.containsKey(named) || examples.size() < MOST_CAUSES;
    examples.compute(
        room ? named : OTHERS,
        (cause, before) ->
            before == null
                ? new Example(
                    cause,
                    1,
                    rejected.header("detail"),
                    Excerpt.of(rejected.value(), named.field(), EXAMPLE_COLUMNS))
                : before.andOneMore());
  }

  List<Example> commonestFirst() {
    return examples.values().stream()
        .sorted(Comparator.comparingLong(Example::records).reversed())
        .toList();
  }
}
