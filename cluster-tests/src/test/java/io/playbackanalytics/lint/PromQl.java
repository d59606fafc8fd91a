package io.playbackanalytics.lint;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a PromQL expression. Prometheus 2 hands no syntax tree out, so this takes away what
 * is no name of a metric: strings, comments, selectors, ranges, lists of labels, functions,
 * keywords and numbers.
 */
public final class PromQl {

  private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");
  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");

  /** The label that {@code label_replace} makes, in front of its three other strings. */
  private static final Pattern MADE =
      Pattern.compile("\"(\\w+)\"(?:\\s*,\\s*\"[^\"]*\"){3}\\s*\\)");

  private static final Pattern SELECTOR = Pattern.compile("([\\w:]+)?\\s*\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern LABEL_LIST =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?=\\s*(\\()?)");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w:])[\\d.]+(?:[eE][+-]?\\d+)?\\w*");
  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "inf",
          "nan",
          "group_left",
          "group_right",
          "by",
          "without",
          "on",
          "ignoring",
          "start",
          "end",
          "atan2");

  private final Set<String> metrics = new LinkedHashSet<>();
  private final Map<String, Set<String>> matched = new LinkedHashMap<>();
  private final Set<String> grouped = new LinkedHashSet<>();

  private PromQl(String expression) {
    String text = STRING.matcher(COMMENT.matcher(expression).replaceAll("")).replaceAll("\"\"");
    SELECTOR
        .matcher(text)
        .results()
        .filter(selector -> selector.group(1) != null)
        .forEach(
            selector ->
                MATCHER
                    .matcher(selector.group(2))
                    .results()
                    .forEach(
                        label ->
                            matched
                                .computeIfAbsent(selector.group(1), name -> new LinkedHashSet<>())
                                .add(label.group(1))));
    text = text.replaceAll("\\{[^}]*}", " ");
    LABEL_LIST
        .matcher(text)
        .results()
        .flatMap(list -> Pattern.compile(",").splitAsStream(list.group(1)))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .forEach(grouped::add);
    MADE.matcher(expression).results().map(made -> made.group(1)).forEach(grouped::remove);
    text = LABEL_LIST.matcher(text).replaceAll(" ");
    text = text.replace("\"\"", " ");
    text = NUMBER.matcher(RANGE.matcher(text).replaceAll(" ")).replaceAll(" ");
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      boolean function = names.group(1) != null;
      if (!function && !KEYWORDS.contains(names.group())) {
        metrics.add(names.group());
      }
    }
  }

  public static PromQl of(String expression) {
    return new PromQl(expression);
  }

  /** The metrics, recorded ones included. */
  public Set<String> metrics() {
    return metrics;
  }

  /** Of each metric the labels by which it is selected. */
  public Map<String, Set<String>> matchedLabels() {
    return matched;
  }

  /** The labels by which is grouped or joined, but for those that the expression makes itself. */
  public Set<String> groupedLabels() {
    return grouped;
  }
}
