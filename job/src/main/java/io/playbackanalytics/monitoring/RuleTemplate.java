package io.playbackanalytics.monitoring;

import io.playbackanalytics.event.CohortDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A file of Prometheus' rules with {@link Gaps}. Lines from {@code #each split} to {@code #end} are
 * there once for the apps and once for each way of dividing them; {@code #each part}: only for the
 * latter; {@code #if parts}: once, where there is any.
 */
final class RuleTemplate {

  private static final String END = "#end";

  private final List<String> lines;

  private RuleTemplate(List<String> lines) {
    this.lines = lines;
  }

  /** The template of a file of that name. */
  static RuleTemplate of(String file) {
    String name = file + ".template";
    try (InputStream in =
        Objects.requireNonNull(RuleTemplate.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RuleTemplate(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file for these cohorts. */
  String fill(List<CohortDefinition> cohorts) {
    List<Split> parts = Split.parts(cohorts);
    List<Split> all = new ArrayList<>();
    all.add(Split.byApp(cohorts));
    all.addAll(parts);
    Gaps ofJob = Gaps.ofJob();
    StringBuilder filled = new StringBuilder();
    Iterator<String> line = lines.iterator();
    while (line.hasNext()) {
      String next = line.next();
      switch (next) {
        case "#each split" -> filled.append(repeated(block(line), all));
        case "#each part" -> filled.append(repeated(block(line), parts));
        case "#if parts" -> {
          String block = block(line);
          filled.append(parts.isEmpty() ? "" : ofJob.fill(block));
        }
        default -> filled.append(ofJob.fill(next)).append('\n');
      }
    }
    return filled.toString();
  }

  private static String block(Iterator<String> line) {
    StringBuilder block = new StringBuilder();
    for (String next = line.next(); !next.equals(END); next = line.next()) {
      block.append(next).append('\n');
    }
    return block.toString();
  }

  private static String repeated(String block, List<Split> splits) {
    StringBuilder repeated = new StringBuilder();
    splits.forEach(split -> repeated.append(Gaps.of(split).fill(block)));
    return repeated.toString();
  }
}
