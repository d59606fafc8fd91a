package io.playbackanalytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

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
