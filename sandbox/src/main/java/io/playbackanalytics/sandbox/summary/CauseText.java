package io.playbackanalytics.sandbox.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Why records are in no window, as lines of printable text. */
final class CauseText {

  private static final int MOST = 10;

  /** With the number before it, what a terminal of 80 columns shows. */
  private static final int MAX_COLUMNS = 68;

  private static final int MAX_SHORT_COLUMNS = 100;

  private CauseText() {}

  /** A title and the commonest causes, with what the job says and an example of each. */
  static List<String> whyRejected(Rejections rejections) {
    return causes(
        "why rejected, and the first of each",
        rejections.commonestFirst(),
        Rejections.Example::records,
        example -> example.cause() + (example.detail().isEmpty() ? "" : ": " + example.detail()),
        Rejections.Example::value);
  }

  /** A title and the apps with the most late events, with the one that was furthest behind. */
  static List<String> whyLate(LateEvents late) {
    return causes(
        "too late, and the furthest behind of each",
        late.mostFirst(),
        LateEvents.Lag::events,
        lag -> lag.app() + ": up to " + Figures.span(lag.behind()),
        lag ->
            "event of %s at watermark %s"
                .formatted(
                    Figures.dateAndTime(lag.eventTime()), Figures.dateAndTime(lag.watermark())));
  }

  /** Two lines for each of the first: how many, what, and below it a sample. */
  private static <T> List<String> causes(
      String title,
      List<T> all,
      ToLongFunction<T> records,
      Function<T, String> what,
      Function<T, String> sample) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("", title));
    List<T> first = all.subList(0, Math.min(MOST, all.size()));
    for (T one : first) {
      lines.add(cause(Figures.count(records.applyAsLong(one)), what.apply(one)));
      lines.add(cause("", sample.apply(one)));
    }
    List<T> more = all.subList(first.size(), all.size());
    if (!more.isEmpty()) {
      lines.add(
          cause(
              Figures.count(more.stream().mapToLong(records).sum()),
              "of " + Figures.count(more.size()) + " more kinds"));
    }
    return lines;
  }

  private static String cause(String records, String text) {
    return "%9s   %s".formatted(records, PrintableText.of(text, MAX_COLUMNS));
  }

  /** The causes on one line, the commonest first; empty without a rejected record. */
  static Optional<String> rejectedInShort(Rejections rejections) {
    return inShort(
        rejections.commonestFirst(),
        example -> example.cause() + " " + Figures.count(example.records()));
  }

  /** The apps on one line, those with the most first; empty without a late event. */
  static Optional<String> lateInShort(LateEvents late) {
    return inShort(
        late.mostFirst(),
        lag ->
            "%s %s (up to %s)"
                .formatted(lag.app(), Figures.count(lag.events()), Figures.span(lag.behind())));
  }

  private static <T> Optional<String> inShort(List<T> all, Function<T, String> one) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PrintableText.of(
                all.stream().map(one).collect(Collectors.joining(" · ")), MAX_SHORT_COLUMNS));
  }
}
