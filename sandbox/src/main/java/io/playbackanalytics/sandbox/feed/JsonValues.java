package io.playbackanalytics.sandbox.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * JSON values that may span lines: the elements of arrays, and objects that follow each other. Each
 * keeps the bytes that it has in the text, without the white space around it.
 *
 * <p>Only brackets, commas and strings are looked at. So a damaged value is handed out as it is,
 * for the job to say what is wrong with it; where its brackets don't match, with what follows it.
 */
final class JsonValues implements Values {

  private final InputStream text;
  private final Buffer value = new Buffer("value");
  private boolean inArray;
  private boolean inString;
  private boolean escaped;
  private int depth;

  JsonValues(InputStream text) {
    this.text = text;
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    for (int next = text.read(); next >= 0; next = text.read()) {
      if (endsValue(next)) {
        return Optional.of(value.take());
      }
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(value.take());
  }

  @Override
  public long count() {
    return value.count();
  }

  /** Takes one byte in; whether a value is complete with it. */
  private boolean endsValue(int next) throws IOException {
    if (inString) {
      value.add(next);
      inString = next != '"' || escaped;
      escaped = next == '\\' && !escaped;
      return false;
    }
    if (depth == 0 && separates(next)) {
      return !value.isEmpty();
    }
    value.add(next);
    switch (next) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth = Math.max(0, depth - 1);
      default -> {}
    }
    return depth == 0 && next == '}' && !inArray;
  }

  /** Whether a byte outside all values only stands between them. */
  private boolean separates(int next) {
    if (next == '[' && !inArray && value.isEmpty()) {
      inArray = true;
      return true;
    }
    if (next == ']' && inArray) {
      inArray = false;
      return true;
    }
    return FirstBytes.isSpace(next) || (next == ',' && inArray);
  }
}
