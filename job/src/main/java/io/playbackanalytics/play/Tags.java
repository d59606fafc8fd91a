package io.playbackanalytics.play;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the dimensions that are asked for, in their order; empty where nothing is known.
 * Not changed by anybody.
 */
public final class Tags {

  private final String[] values;

  /** What is written of them; {@code null} as long as nobody has asked. */
  private byte @Nullable [] bytes;

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
  @SuppressWarnings("ReferenceEquality") // most often they are the same, which is quickly seen
  Tags updatedBy(Tags newer) {
    if (newer == this) {
      return this;
    }
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

  /** How long each value is, and the values, in UTF-8; to be read only. */
  byte[] bytes() {
    byte[] written = bytes;
    if (written == null) {
      ByteWriter out = new ByteWriter();
      for (String value : values) {
        out.putText(value);
      }
      written = out.copy();
      bytes = written;
    }
    return written;
  }

  void writeTo(ByteWriter out) {
    out.append(bytes(), 0, bytes().length);
  }

  /** Writes which values are others than before, and these. */
  void writeTo(Tags before, ByteWriter out) {
    int others = 0;
    for (int i = 0; i < values.length; i++) {
      others |= values[i].equals(before.values[i]) ? 0 : 1 << i;
    }
    out.put(others);
    for (int i = 0; i < values.length; i++) {
      if ((others >> i & 1) != 0) {
        out.putText(values[i]);
      }
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
