package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The first marked byte is the first of which the test is true. */
class WordsTest {

  @Property(seed = "1", tries = 20_000)
  void findsTheFirstByteThatIsNotPlain(@ForAll("words") byte[] bytes) {
    int first = 0;
    while (first < bytes.length && isPlain(bytes[first])) {
      first++;
    }
    assertThat(Words.before(Words.bytesNotPlain(word(bytes)))).isEqualTo(first);
  }

  @Property(seed = "1", tries = 20_000)
  void findsTheFirstByteThatIsEqual(@ForAll("words") byte[] bytes) {
    int first = 0;
    while (first < bytes.length && bytes[first] != '"') {
      first++;
    }
    assertThat(Words.before(Words.bytesEqualTo('"', word(bytes)))).isEqualTo(first);
  }

  @Property(seed = "1", tries = 20_000)
  void tellsDigits(@ForAll("words") byte[] bytes) {
    boolean digits = true;
    for (byte b : bytes) {
      digits &= b >= '0' && b <= '9';
    }
    assertThat(Words.isDigits(word(bytes))).isEqualTo(digits);
  }

  @Property(seed = "1", tries = 20_000)
  void readsEightDigits(@ForAll @IntRange(min = 0, max = 99_999_999) int number) {
    byte[] digits = "%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    assertThat(Words.isDigits(word(digits))).isTrue();
    assertThat(Words.number(word(digits))).isEqualTo(number);
  }

  /** Mostly bytes next to those that are looked for. */
  @Provide
  Arbitrary<byte[]> words() {
    return Arbitraries.oneOf(
            Arbitraries.of((byte) '!', (byte) '"', (byte) '#', (byte) '[', (byte) '\\', (byte) ']'),
            Arbitraries.of((byte) '/', (byte) '0', (byte) '9', (byte) ':', (byte) 0xB5),
            Arbitraries.integers().between('0', '9').map(Integer::byteValue),
            Arbitraries.of((byte) 0, (byte) 0x1F, (byte) ' ', (byte) 0x7F, (byte) 0x80, (byte) -1),
            Arbitraries.bytes())
        .array(byte[].class)
        .ofSize(Long.BYTES);
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private static long word(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
