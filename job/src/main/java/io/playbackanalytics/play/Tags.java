package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Where tags are read that were written for other dimensions, or in another order. */
  record Reader(int[] places, int size) {

    /** Of so many dimensions that are the same. */
    static Reader ofSame(int dimensions) {
      return new Reader(IntStream.range(0, dimensions).toArray(), dimensions);
    }

    Tags read(ByteReader in) {
      String[] values = new String[size];
      Arrays.fill(values, "");
      for (int place : places) {
        String value = in.nextText();
        if (place >= 0) {
          values[place] = value;
        }
      }
      return new Tags(values);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Tags other && Arrays.equals(values, other.values);
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
