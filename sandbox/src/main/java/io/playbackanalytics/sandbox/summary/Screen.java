package io.playbackanalytics.sandbox.summary;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Where lines go. On a terminal a block can replace the one before it in place; what does not fit
 * is left out, since a wrapped or scrolled line would put the cursor off.
 */
public final class Screen {

  private static final String UP = "\033[%dA\r";
  private static final String CLEAR_REST_OF_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";
  private static final String WRAP_OFF = "\033[?7l";
  private static final String WRAP_ON = "\033[?7h";

  private final PrintStream out;
  private final Optional<Size> terminal;
  private int blockLines;

  /** How much a terminal shows at a time. */
  public record Size(int rows, int columns) {

    /** Reads what {@code stty size} prints: rows and columns; empty if it is anything else. */
    public static Optional<Size> parse(String text) {
      return text.matches("[1-9]\\d{0,3} [1-9]\\d{0,3}")
          ? Optional.of(
              new Size(
                  Integer.parseInt(text.substring(0, text.indexOf(' '))),
                  Integer.parseInt(text.substring(text.indexOf(' ') + 1))))
          : Optional.empty();
    }
  }

  /**
   * @param terminal the size of a terminal that understands escape sequences; empty where lines go
   *     elsewhere
   */
  public Screen(PrintStream out, Optional<Size> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether somebody looks at it, rather than a program reads it. */
  public boolean terminal() {
    return terminal.isPresent();
  }

  /** Whether nobody reads any more, as behind {@code | head}. */
  public boolean closed() {
    return out.checkError();
  }

  /** Adds lines that stay. */
  public synchronized void print(List<String> lines) {
    lines.forEach(out::println);
    blockLines = 0;
    out.flush();
  }

  /** Puts lines where the last replaceable block is, if nothing was printed since. */
  synchronized void replace(List<String> block) {
    List<String> fitting = terminal.map(size -> fit(block, size)).orElse(block);
    StringBuilder text = new StringBuilder(WRAP_OFF);
    if (blockLines > 0) {
      text.append(UP.formatted(blockLines));
    }
    // Line by line: some terminals keep a copy of a screen that is cleared as a whole.
    fitting.forEach(line -> text.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    out.print(text.append(CLEAR_BELOW).append(WRAP_ON));
    blockLines = fitting.size();
    out.flush();
  }

  /** The cursor stands below the block, which takes a row of its own. */
  private static List<String> fit(List<String> block, Size size) {
    return block.stream()
        .limit(Math.max(1, size.rows() - 1))
        .map(line -> line.length() > size.columns() ? line.substring(0, size.columns()) : line)
        .toList();
  }
}
