package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEventsTest {

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
    assertThat(lines(new byte[0])).isEmpty();
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
    Path file = Files.write(folder.resolve("events"), new byte[EventsTopic.MAX_VALUE_BYTES + 1]);
    assertThatThrownBy(() -> new RecordedEvents(file).sendAll((affinity, value) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Line 1 of " + file);
  }

  private static String affinity(String line) {
    return new String(RecordedEvents.affinity(line.getBytes(UTF_8)), UTF_8);
  }

  private List<byte[]> lines(byte[] content) throws Exception {
    Path file = Files.write(folder.resolve("events"), content);
    List<byte[]> values = new ArrayList<>();
    new RecordedEvents(file).sendAll((affinity, value) -> values.add(value));
    return values;
  }
}
