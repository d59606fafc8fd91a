package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonIntegerTest {

  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(JsonInteger.MAX_DIGITS);

  @Property(seed = "1", tries = 20_000)
  void equalsExactArithmetic(@ForAll("numbers") String number) {
    JsonInteger integer = JsonInteger.of(number);
    BigDecimal exact = new BigDecimal(number);
    assertThat(integer.kind()).isEqualTo(kindOf(exact));
    assertThat(integer.value())
        .isEqualTo(integer.kind() == JsonInteger.Kind.EXACT ? exact.longValueExact() : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, EXACT, 0",
    "-0, EXACT, 0",
    "-0.0e5, EXACT, 0",
    "0e99999999999999999999, EXACT, 0",
    "0e-99999999999999999999, EXACT, 0",
    "12, EXACT, 12",
    "12.0, EXACT, 12",
    "1.2e1, EXACT, 12",
    "1.20E+01, EXACT, 12",
    "120e-1, EXACT, 12",
    "-12000e-3, EXACT, -12",
    "999999999999999999, EXACT, 999999999999999999",
    "-999999999999999999, EXACT, -999999999999999999",
    "1000000000000000000, TOO_LARGE, 0",
    "-1000000000000000000, TOO_SMALL, 0",
    "18446744073709551628, TOO_LARGE, 0",
    "1e400, TOO_LARGE, 0",
    "-1e400, TOO_SMALL, 0",
    "1.5, FRACTION, 0",
    "12e-1, FRACTION, 0",
    "1e-400, FRACTION, 0",
    "1e99999999999999999999, TOO_LARGE, 0",
    "-1e99999999999999999999, TOO_SMALL, 0",
    "1e-99999999999999999999, FRACTION, 0"
  })
  void isAnIntegerByValue(String number, JsonInteger.Kind kind, long value) {
    assertThat(JsonInteger.of(number).kind()).isEqualTo(kind);
    assertThat(JsonInteger.of(number).value()).isEqualTo(value);
  }

  @Test
  void takesNoLongerForAGreaterExponent() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            assertThat(JsonInteger.of("1e999999999").kind()).isEqualTo(JsonInteger.Kind.TOO_LARGE);
            assertThat(JsonInteger.of("0e999999999").kind()).isEqualTo(JsonInteger.Kind.EXACT);
          }
        });
  }

  /** Numbers as JSON writes them, mostly close to being integers of up to 18 digits. */
  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> digits =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(21)),
            Tuple.of(1, zeros().map(zeros -> "1" + zeros)),
            Tuple.of(1, zeros()));
    Arbitrary<String> whole = digits.map(JsonIntegerTest::withoutLeadingZeros);
    Arbitrary<String> fraction =
        Arbitraries.oneOf(Arbitraries.just(""), digits, zeros())
            .map(d -> d.isEmpty() ? "" : "." + d);
    Arbitrary<String> exponent =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Combinators.combine(
                    Arbitraries.of("e", "E", "e+", "e-", "E-", "e0", "e-00"),
                    Arbitraries.integers().between(0, 30))
                .as((e, value) -> e + value));
    return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
        .as((sign, w, f, e) -> sign + w + f + e);
  }

  private static Arbitrary<String> zeros() {
    return Arbitraries.strings().withChars('0').ofMinLength(1).ofMaxLength(20);
  }

  private static String withoutLeadingZeros(String digits) {
    return digits.replaceFirst("^0+(?=.)", "");
  }

  private static JsonInteger.Kind kindOf(BigDecimal exact) {
    if (exact.stripTrailingZeros().scale() > 0) {
      return JsonInteger.Kind.FRACTION;
    }
    if (exact.abs().compareTo(LIMIT) < 0) {
      return JsonInteger.Kind.EXACT;
    }
    return exact.signum() < 0 ? JsonInteger.Kind.TOO_SMALL : JsonInteger.Kind.TOO_LARGE;
  }
}
