package io.playbackanalytics.ingest.json;

/**
 * A JSON number read as an integer, as JSON Schema defines one: any number without a fractional
 * part, so {@code 12}, {@code 12.0} and {@code 1.2e1} are the same. Works on the digits in time
 * proportional to their number, whatever the exponent: {@code 1e999999999} costs as much as {@code
 * 1}.
 */
final class JsonInteger {

  /** Every integer of up to so many digits fits a {@code long}. */
  static final int MAX_DIGITS = 18;

  /** What the digits amount to. */
  enum Kind {
    /** It has a fractional part: no integer. */
    FRACTION,
    /** An integer of {@code -10^18} or less. */
    TOO_SMALL,
    /** An integer of {@code 10^18} or more. */
    TOO_LARGE,
    /** An integer that {@link #value} holds. */
    EXACT
  }

  private final Kind kind;
  private final long value;

  private JsonInteger(Kind kind, long value) {
    this.kind = kind;
    this.value = value;
  }

  /**
   * @param number text that matches the {@code number} production of RFC 8259
   */
  static JsonInteger of(String number) {
    boolean negative = number.charAt(0) == '-';
    StringBuilder digits = new StringBuilder();
    long exponent = 0;
    boolean fraction = false;
    for (int i = negative ? 1 : 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.') {
        fraction = true;
      } else if (c == 'e' || c == 'E') {
        exponent += exponentOf(number, i + 1);
        break;
      } else {
        if (digits.length() > 0 || c != '0') {
          digits.append(c);
        }
        if (fraction) {
          exponent--;
        }
      }
    }
    int significant = digits.length();
    while (significant > 0 && digits.charAt(significant - 1) == '0') {
      significant--;
      exponent++;
    }
    if (significant == 0) {
      return new JsonInteger(Kind.EXACT, 0);
    }
    if (exponent < 0) {
      return new JsonInteger(Kind.FRACTION, 0);
    }
    if (significant + exponent > MAX_DIGITS) {
      return new JsonInteger(negative ? Kind.TOO_SMALL : Kind.TOO_LARGE, 0);
    }
    long value = 0;
    for (int i = 0; i < significant; i++) {
      value = value * 10 + (digits.charAt(i) - '0');
    }
    for (long i = 0; i < exponent; i++) {
      value *= 10;
    }
    return new JsonInteger(Kind.EXACT, negative ? -value : value);
  }

  Kind kind() {
    return kind;
  }

  /** The integer; 0 unless the kind is {@link Kind#EXACT}. */
  long value() {
    return value;
  }

  /** The exponent, cut off at a size that no number of digits in one value can make up for. */
  private static long exponentOf(String number, int from) {
    boolean negative = number.charAt(from) == '-';
    int i = negative || number.charAt(from) == '+' ? from + 1 : from;
    long exponent = 0;
    for (; i < number.length() && exponent < Integer.MAX_VALUE; i++) {
      exponent = exponent * 10 + (number.charAt(i) - '0');
    }
    return negative ? -exponent : exponent;
  }
}
