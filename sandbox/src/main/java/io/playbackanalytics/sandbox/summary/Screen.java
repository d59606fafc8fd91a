package io.playbackanalytics.sandbox.summary;

import java.io.PrintStream;
import java.util.List;

/**
 * Where lines go. On a terminal a block can replace the one before it in place; lines that do not
 * fit are cut by the terminal, since a wrapped line would put the cursor off.
 */
public final class Screen {

  private static final String UP = "\033[%dA\r";
  private static final String CLEAR_BELOW = "\033[J";
  private static final String WRAP_OFF = "\033[?7l";
  private static final String WRAP_ON = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private int blockLines;

  /**
   * @param terminal whether escape sequences are understood
   */
  public Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean terminal() {
    return terminal;
  }

  /** Adds lines that stay. */
  public synchronized void print(List<String> lines) {
    lines.forEach(out::println);
    blockLines = 0;
    out.flush();
  }

  /** Puts lines where the last replaceable block is, if nothing was printed since. */
  synchronized void replace(List<String> block) {
    StringBuilder text = new StringBuilder(WRAP_OFF);
    if (blockLines > 0) {
      text.append(UP.formatted(blockLines)).append(CLEAR_BELOW);
    }
    block.forEach(line -> text.append(line).append('\n'));
    out.print(text.append(WRAP_ON));
    blockLines = block.size();
    out.flush();
  }
}
