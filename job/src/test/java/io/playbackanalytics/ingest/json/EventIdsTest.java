package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Parsed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  private final EventIds ids = new EventIds();

  @Test
  void theSameIdIsTheSameHoweverItIsWritten() {
    List<List<Long>> found =
        Stream.of(
                EventJson.smallest().with("event_id", "\"é-1\""),
                EventJson.smallest().with("event_id", "\"\\u00e9-1\""),
                EventJson.smallest()
                    .with("event_id", "\"other\"")
                    .followedBy("\"event_id\":\"é-1\""),
                EventJson.smallest()
                    .with("ext_info", "{\"event_id\": \"no\", \"app_id\": [\"no\"]}")
                    .with("event_id", "\"é-1\"")
                    .with("play_ms", "7"))
            .map(this::find)
            .distinct()
            .toList();
    assertThat(found).hasSize(1);
  }

  @Test
  void everyAppHasIdsOfItsOwn() {
    assertThat(
            Stream.of(
                    EventJson.smallest().with("app_id", "\"ab\"").with("event_id", "\"c\""),
                    EventJson.smallest().with("app_id", "\"a\"").with("event_id", "\"bc\""),
                    EventJson.smallest().with("app_id", "\"a\"").with("event_id", "\"b\""))
                .map(this::find))
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  /** What the parser takes for an event, however odd, must not end the job here. */
  @Test
  void areFoundInEveryEventThatTheParserAccepts() {
    EventParser parser = new EventParser(1 << 20);
    for (String odd :
        List.of(
            "[".repeat(5000) + "]".repeat(5000),
            "9".repeat(5000),
            "{\"" + "n".repeat(60_000) + "\":1}",
            collidingNames())) {
      EventJson json = EventJson.smallest().with("event_id", "\"e\"").with("unknown", odd);
      assertThat(parser.parse(json.bytes())).isInstanceOf(Parsed.Accepted.class);
      assertThat(find(json)).isEqualTo(find(EventJson.smallest().with("event_id", "\"e\"")));
    }
  }

  /** An object whose names Jackson's table of names cannot tell apart by their hashes. */
  private static String collidingNames() {
    StringBuilder names = new StringBuilder("{\"x\":0");
    String[] blocks = {"aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg"};
    permute(blocks, 0, names);
    return names.append('}').toString();
  }

  private static void permute(String[] blocks, int from, StringBuilder names) {
    if (from == blocks.length) {
      names.append(",\"").append(String.join("", blocks)).append("\":0");
      return;
    }
    for (int i = from; i < blocks.length; i++) {
      swap(blocks, from, i);
      permute(blocks, from + 1, names);
      swap(blocks, from, i);
    }
  }

  private static void swap(String[] blocks, int one, int other) {
    String block = blocks[one];
    blocks[one] = blocks[other];
    blocks[other] = block;
  }

  @Test
  void anEventMayHaveNone() {
    for (EventJson json :
        List.of(
            EventJson.smallest(),
            EventJson.smallest().with("event_id", "null"),
            EventJson.smallest().with("event_id", "\"\""),
            EventJson.smallest().with("event_id", "\"a\"").followedBy("\"event_id\":null"))) {
      byte[] value = json.bytes();
      assertThat(ids.find(value, 0, value.length)).isFalse();
    }
  }

  private List<Long> find(EventJson json) {
    byte[] value = json.bytes();
    assertThat(ids.find(value, 0, value.length)).isTrue();
    return List.of(ids.high(), ids.low());
  }
}
