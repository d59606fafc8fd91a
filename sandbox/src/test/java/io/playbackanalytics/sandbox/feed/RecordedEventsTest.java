package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedEventsTest {

  private static final String MARK = "\ufeff";

  @TempDir private Path folder;

  @Test
  void sendsEachLineWithItsBytesUnchanged() throws Exception {
    byte[] file = "{\"a\": 1}\r\n\nnot json\n\u00e9 x".getBytes(UTF_8);
    file[file.length - 2] = (byte) 0xFF;
    List<byte[]> lines = lines(file);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("{\"a\": 1}\r".getBytes(UTF_8));
    assertThat(lines.get(1)).isEmpty();
    assertThat(lines.get(2)).isEqualTo("not json".getBytes(UTF_8));
    assertThat(lines.get(3)).hasSize(4).contains(0xFF);
  }

  @Test
  void aLineFeedAtTheEndBeginsNoRecord() throws Exception {
    assertThat(lines("a\nb\n".getBytes(UTF_8))).hasSize(2);
  }

  @Test
  void recordsOfOneSessionStayTogether() {
    assertThat(affinity("{\"x\":{\"session_id\":\"no\"},\"session_id\":\"s1\",\"n\":1}"))
        .isEqualTo("s1");
    assertThat(affinity("{\"n\":2,\"session_id\":\"s1\"}")).isEqualTo("s1");
  }

  @Test
  void otherRecordsGoWhereTheirBytesPutThem() {
    for (String line :
        List.of(
            "",
            "not json",
            "[1]",
            "{\"session_id\":7}",
            "{\"session_id\":\"cut",
            "[".repeat(10_000))) {
      assertThat(affinity(line)).isEqualTo(line);
    }
  }

  @Test
  void aLineThatNoBrokerTakesIsNamed() throws IOException {
    byte[] line = "x".repeat(EventsTopic.MAX_VALUE_BYTES + 1).getBytes(UTF_8);
    Path file = Files.write(folder.resolve("events"), line);
    assertThatThrownBy(() -> new RecordedEvents(file).sendAll((affinity, value) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "line 1 is longer");
  }

  @Test
  void unpacksGzipWhateverTheNameIs() throws Exception {
    assertThat(texts(gzip("a\nb\n"))).containsExactly("a", "b");
    assertThat(texts(gzip(MARK + "[{\"n\":1}]"))).containsExactly("{\"n\":1}");
    byte[] two = new byte[2 * gzip("a\n").length];
    System.arraycopy(gzip("a\n"), 0, two, 0, two.length / 2);
    System.arraycopy(gzip("a\n"), 0, two, two.length / 2, two.length / 2);
    assertThat(texts(two)).containsExactly("a", "a");
  }

  @Test
  void gzipThatIsCutOffOrDamagedIsNamedWithWhatCouldBeRead() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append(i * 7919L).append('\n');
    }
    byte[] whole = gzip(text.toString());
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(new RecordedEvents(cut).refusal()).isEmpty();
    assertThatThrownBy(() -> new RecordedEvents(cut).sendAll((affinity, value) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*cut cannot be read beyond its first \\d{4,} events: it ends inside its gzip data");
    byte[] damaged = whole.clone();
    damaged[15] ^= 0x55;
    assertThat(new RecordedEvents(Files.write(folder.resolve("damaged"), damaged)).refusal())
        .hasValueSatisfying(why -> assertThat(why).startsWith("cannot be read: its gzip data is"));
  }

  @Test
  void skipsAByteOrderMark() throws Exception {
    assertThat(texts((MARK + "{}\n{}\n").getBytes(UTF_8))).containsExactly("{}", "{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [{"a":1},{"b":[2,{"c":"]}"}]}]      | {"a":1} # {"b":[2,{"c":"]}"}]}
          ~[~ {"a":~ 1 } ,~~ {"b":2}~]~       | {"a":~ 1 } # {"b":2}
          [{"a":"x\\"},{"},{"b":"\\\\"}]        | {"a":"x\\"},{"} # {"b":"\\\\"}
          [{"a":1}]~[{"b":2}]                 | {"a":1} # {"b":2}
          [{"a":1}, 7, "x,]", null, [1,2]]    | {"a":1} # 7 # "x,]" # null # [1,2]
          [{"a":1},{"b"                       | {"a":1} # {"b"
          [{"a":1}]~no json                   | {"a":1} # no # json
          {~  "a": 1~}~{~  "b": "}"~}         | {~  "a": 1~} # {~  "b": "}"~}
          {~"a":[1]~}{~"b":2}                 | {~"a":[1]~} # {~"b":2}
          []                                  |
          """)
  void readsValuesThatSpanLinesOrStandInAnArray(String text, @Nullable String values)
      throws Exception {
    List<String> expected = values == null ? List.of() : List.of(values.split(" # "));
    assertThat(texts(text.replace('~', '\n').getBytes(UTF_8)))
        .map(value -> value.replace('\n', '~'))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]\n[2]", "{\"a\":1}\n[{\"b\":2}]", "{\"cut\n{\"a\":1}", "\n\nx"})
  void otherwiseEachLineIsAValue(String text) throws Exception {
    assertThat(texts(text.getBytes(UTF_8))).containsExactly(text.split("\n", -1));
  }

  static List<Arguments> refused() throws IOException {
    return List.of(
        Arguments.of(new byte[0], "is empty"),
        Arguments.of(gzip(""), "is empty"),
        Arguments.of(MARK.getBytes(UTF_8), "is empty"),
        Arguments.of("{\"a\":1}\n".getBytes(UTF_16), "is UTF-16, not UTF-8: iconv"),
        Arguments.of("\ufeff{\"a\":1}\n".getBytes(UTF_16LE), "is UTF-16, not UTF-8: iconv"),
        Arguments.of("{\"a\":1}\n".getBytes(UTF_16LE), "is UTF-16, not UTF-8: iconv"),
        Arguments.of("{\"a\":1}\n".getBytes(UTF_16BE), "is UTF-16, not UTF-8: iconv"),
        Arguments.of("\ufeff{}".getBytes(Charset.forName("UTF-32LE")), "is UTF-32"),
        Arguments.of("PK\3\4 and so on".getBytes(UTF_8), "is a zip archive: unpack it first"),
        Arguments.of("BZh91AY".getBytes(UTF_8), "is compressed by bzip2: unpack it first"),
        Arguments.of(gzip(new String(gzip("{}"), ISO_8859_1), ISO_8859_1), "is compressed twice"),
        Arguments.of("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0".getBytes(UTF_8), "is binary"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoTextIsRefusedBeforeAnythingIsSent(byte[] content, String why) throws Exception {
    Path file = Files.write(folder.resolve("events"), content);
    assertThat(new RecordedEvents(file).refusal())
        .hasValueSatisfying(text -> assertThat(text).startsWith(why).doesNotContain("\n"));
    assertThatThrownBy(
            () ->
                new RecordedEvents(file)
                    .sendAll(
                        (affinity, value) -> {
                          throw new AssertionError("sent");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " " + why);
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThat(new RecordedEvents(folder).refusal()).contains("is a folder: give a file in it");
    assertThat(new RecordedEvents(folder.resolve("none")).refusal()).contains("is not there");
  }

  @Test
  void damagedTextIsReadForTheJobToRejectIt() throws Exception {
    byte[] latin1 = "{\"a\":\"\u00e9\"}\n".getBytes(ISO_8859_1);
    Path file = Files.write(folder.resolve("events"), latin1);
    assertThat(new RecordedEvents(file).refusal()).isEmpty();
  }

  private static String affinity(String line) {
    return new String(RecordedEvents.affinity(line.getBytes(UTF_8)), UTF_8);
  }

  private List<String> texts(byte[] content) throws Exception {
    return lines(content).stream().map(value -> new String(value, UTF_8)).toList();
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text, UTF_8);
  }

  private static byte[] gzip(String text, Charset charset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(charset));
    }
    return bytes.toByteArray();
  }

  private List<byte[]> lines(byte[] content) throws Exception {
    Path file = Files.write(folder.resolve("events"), content);
    List<byte[]> values = new ArrayList<>();
    new RecordedEvents(file).sendAll((affinity, value) -> values.add(value));
    return values;
  }
}
