package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.List;

/**
 * The values of the dimensions that are asked for, in their order; empty where nothing is known.
 * Not changed by anybody.
 */
public final class Tags {

  private final String[] values;

  private Tags(String[] values) {
    this.values = values;
  }

  /** One value for each dimension, empty where nothing was said. */
  public static Tags of(List<String> values) {
    return new Tags(values.toArray(String[]::new));
  }

  /** The same; the array is the tags' from then on. */
  static Tags ofOwn(String[] values) {
    return new Tags(values);
  }

  /** Of each dimension the value that was said last: that of {@code newer}, if it has one. */
  Tags updatedBy(Tags newer) {
    String[] updated = null;
    for (int i = 0; i < values.length; i++) {
      String value = newer.values[i];
      if (!value.isEmpty() && !value.equals(values[i])) {
        updated = updated == null ? values.clone() : updated;
        updated[i] = value;
      }
    }
    return updated == null ? this : new Tags(updated);
  }

  /** The value of the dimension at that place; empty where nothing is known. */
  public String value(int dimension) {
    return values[dimension];
  }

  /** The values of all dimensions; a copy. */
  public String[] values() {
    return values.clone();
  }

  void writeTo(ByteWriter out) {
    for (String value : values) {
      out.putText(value);
    }
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof Tags other && Arrays.equals(values, other.values));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.join(",", values);
  }
}
