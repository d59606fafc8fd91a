package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Texts;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict is that of the JDK's strict decoder, the index of the fault included. */
class Utf8Test {

  @Property(seed = "1", tries = 20_000)
  void judgesArbitraryBytesAsAStrictDecoderDoes(@ForAll("nearlyText") byte[] bytes) {
    assertThat(Utf8.firstMalformed(bytes)).isEqualTo(strictDecoder(bytes));
  }

  @Property(seed = "2", tries = 5000)
  void judgesMutatedTextAsAStrictDecoderDoes(@ForAll("mutatedText") byte[] bytes) {
    assertThat(Utf8.firstMalformed(bytes)).isEqualTo(strictDecoder(bytes));
  }

  @Property(seed = "3")
  void everyTextIsWellFormed(@ForAll("texts") String text) {
    assertThat(Utf8.firstMalformed(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Utf8.WELL_FORMED);
  }

  @Test
  void judgesEveryPairOfBytesAsAStrictDecoderDoes() {
    for (int pair = 0; pair < 1 << 16; pair++) {
      byte[] bytes = {(byte) (pair >> 8), (byte) pair, (byte) 0x80, (byte) 0x80};
      for (int length = 2; length <= 4; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        if (Utf8.firstMalformed(cut) != strictDecoder(cut)) {
          assertThat(Utf8.firstMalformed(cut))
              .as(HexFormat.of().formatHex(cut))
              .isEqualTo(strictDecoder(cut));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', -1",
    "61, -1",
    "6180, 1",
    "c3a9, -1",
    "61c3, 1",
    "c080, 0",
    "e0809f, 0",
    "61eda080, 1",
    "efbfbf, -1",
    "f09f8e, 0",
    "f09f8ea7, -1",
    "f09f8ea7f0, 4",
    "f48fbfbf, -1",
    "f4908080, 0",
    "ff, 0"
  })
  void namesTheFirstByteOfTheFirstMalformedSequence(String hex, int index) {
    assertThat(Utf8.firstMalformed(HexFormat.of().parseHex(hex))).isEqualTo(index);
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.arbitrary();
  }

  /** Bytes from the borders of the ranges of RFC 3629, so that many sequences nearly fit. */
  @Provide
  Arbitrary<byte[]> nearlyText() {
    Arbitrary<Integer> borders =
        Arbitraries.of(
            0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
            0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF);
    return Arbitraries.oneOf(borders, Arbitraries.integers().between(0, 255))
        .list()
        .ofMaxSize(8)
        .map(Utf8Test::bytes);
  }

  @Provide
  Arbitrary<byte[]> mutatedText() {
    return Combinators.combine(
            Texts.arbitrary(),
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(0, 255))
        .as(
            (text, position, replacement) -> {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              bytes[position % bytes.length] = replacement.byteValue();
              return bytes;
            });
  }

  private static byte[] bytes(List<Integer> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values.get(i).byteValue();
    }
    return bytes;
  }

  private static int strictDecoder(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
    return result.isError() ? in.position() : Utf8.WELL_FORMED;
  }
}
