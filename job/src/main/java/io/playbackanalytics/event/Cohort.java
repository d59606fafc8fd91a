package io.playbackanalytics.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The players that share one value of each dimension of a definition.
 *
 * @param definition the dimensions
 * @param values one non-empty value for each of them, in their order
 */
public record Cohort(CohortDefinition definition, List<String> values) {

  /** The value of every dimension of the cohort that stands for all those without a place. */
  public static final String OTHER = "__other__";

  public Cohort {
    values = List.copyOf(values);
    if (values.size() != definition.dimensions().size()) {
      throw new IllegalArgumentException(values + " does not fit " + definition);
    }
    if (values.contains("")) {
      throw new IllegalArgumentException("empty value of " + definition);
    }
  }

  /** The cohort that others of a definition are summed in when there are too many. */
  public static Cohort other(CohortDefinition definition) {
    return new Cohort(definition, Collections.nCopies(definition.dimensions().size(), OTHER));
  }

  /**
   * Whether it is the {@link #key} of one that others are summed in: a client may well call its app
   * that.
   */
  public static boolean isOtherKey(String key) {
    return key.endsWith(OTHER) && ofKey(key).values().stream().allMatch(OTHER::equals);
  }

  /**
   * The canonical form: {@code label=value} pairs separated by commas, with {@code \}, {@code ,}
   * and {@code =} in values escaped by {@code \}. Two cohorts are the same exactly if their keys
   * are; it is the key of the shuffle, of the state and of the quality record.
   */
  public String key() {
    return IntStream.range(0, values.size())
        .mapToObj(i -> keyPart(definition.dimensions().get(i), values.get(i)))
        .collect(Collectors.joining(","));
  }

  /** One dimension's part of the {@link #key}: {@code label=value}, the value escaped. */
  public static String keyPart(Dimension dimension, String value) {
    StringBuilder part = new StringBuilder(dimension.label()).append('=');
    appendEscaped(value, part);
    return part.toString();
  }

  /**
   * Reads the canonical form back.
   *
   * @throws IllegalArgumentException if {@code key} is not the {@link #key()} of any cohort
   */
  public static Cohort ofKey(String key) {
    List<Dimension> dimensions = new ArrayList<>();
    List<String> values = new ArrayList<>();
    int position = 0;
    while (position <= key.length()) {
      int equals = key.indexOf('=', position);
      if (equals < 0) {
        throw new IllegalArgumentException("no '=' after position " + position + " in " + key);
      }
      String label = key.substring(position, equals);
      dimensions.add(
          Dimension.labelled(label)
              .orElseThrow(() -> new IllegalArgumentException("no dimension " + label)));
      StringBuilder value = new StringBuilder();
      position = unescape(key, equals + 1, value) + 1;
      values.add(value.toString());
    }
    return new Cohort(new CohortDefinition(dimensions), values);
  }

  /**
   * The labels of a {@link #key} separated by commas, as {@link CohortDefinition#toString} has
   * them.
   */
  public static String labelsOfKey(String key) {
    StringBuilder labels = new StringBuilder(key.length());
    boolean inLabel = true;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (inLabel && c == '=') {
        inLabel = false;
      } else if (!inLabel && c == '\\') {
        i++;
      } else if (!inLabel && c == ',') {
        inLabel = true;
        labels.append(',');
      } else if (inLabel) {
        labels.append(c);
      }
    }
    return labels.toString();
  }

  private static void appendEscaped(String value, StringBuilder key) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == ',' || c == '=') {
        key.append('\\');
      }
      key.append(c);
    }
  }

  /** Appends the value that starts at {@code from}; returns where its comma or the end is. */
  private static int unescape(String key, int from, StringBuilder value) {
    int i = from;
    while (i < key.length() && key.charAt(i) != ',') {
      char c = key.charAt(i);
      if (c == '=') {
        throw new IllegalArgumentException("unescaped '=' at position " + i + " in " + key);
      }
      if (c == '\\') {
        i++;
        if (i == key.length() || "\\,=".indexOf(key.charAt(i)) < 0) {
          throw new IllegalArgumentException("bad escape at position " + i + " in " + key);
        }
        c = key.charAt(i);
      }
      value.append(c);
      i++;
    }
    return i;
  }
}
