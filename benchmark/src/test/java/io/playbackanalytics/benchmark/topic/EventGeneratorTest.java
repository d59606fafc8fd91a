package io.playbackanalytics.benchmark.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.gate.Sums;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.ingest.json.EventParser;
import io.playbackanalytics.oracle.WireSchema;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventGeneratorTest {

  private static final int EVENTS = 100_000;
  private static final int CHECKED_BY_SCHEMA = 5000;
  private static final TopicRecipe RECIPE = new TopicRecipe(EVENTS, 50, Traffic.ZIPF, 1);

  private final EventGenerator generator = new EventGenerator(RECIPE);
  private final EventParser parser = new EventParser(1 << 20);

  @Test
  void everyEventIsValidAndItsSumsAreRight() {
    Sums sums = Sums.NONE;
    for (int i = 0; i < EVENTS; i++) {
      PlaybackEvent event = next();
      sums =
          sums.plus(
              new Sums(
                  1,
                  event.number(EventField.DECODE_ATTEMPTS),
                  event.number(EventField.DECODE_FAILURES),
                  event.number(EventField.PLAY_MS),
                  event.number(EventField.BUFFER_MS)));
    }
    assertThat(generator.sums()).isEqualTo(sums);
    assertThat(sums.decodeFailures()).isPositive();
    assertThat(generator.meanBytes()).isBetween(280.0, 320.0);
  }

  @Test
  void everyEventKeepsToTheSchema() throws Exception {
    WireSchema schema = WireSchema.named("playback-event-v1");
    for (int i = 0; i < CHECKED_BY_SCHEMA; i++) {
      generator.next();
      assertThat(schema.faults(generator.value()))
          .as(() -> new String(generator.value(), UTF_8))
          .isEmpty();
    }
  }

  @Test
  void happensLessThanTwoSecondsBeforeItArrives() {
    long previous = 0;
    for (int i = 0; i < EVENTS; i++) {
      PlaybackEvent event = next();
      long arrival = generator.recordTimestamp();
      assertThat(arrival).isGreaterThanOrEqualTo(previous);
      assertThat(arrival - event.timestamp()).isBetween(0L, EventGenerator.MAX_DELAY.toMillis());
      previous = arrival;
    }
    assertThat(previous - EventGenerator.START.toEpochMilli()).isEqualTo(999);
  }

  @Test
  void hasEveryTypeAndSeventyPercentHeartbeats() {
    Map<EventType, Integer> types = new EnumMap<>(EventType.class);
    for (int i = 0; i < EVENTS; i++) {
      types.merge(next().type(), 1, Integer::sum);
    }
    assertThat(types).containsOnlyKeys(EventType.values());
    assertThat(types.get(EventType.HEARTBEAT)).isBetween(EVENTS * 69 / 100, EVENTS * 71 / 100);
  }

  @Test
  void isTheSameForTheSameRecipe() {
    EventGenerator again = new EventGenerator(RECIPE);
    EventGenerator other = new EventGenerator(new TopicRecipe(EVENTS, 50, Traffic.ZIPF, 2));
    for (int i = 0; i < 1000; i++) {
      generator.next();
      again.next();
      other.next();
      assertThat(again.key()).isEqualTo(generator.key());
      assertThat(again.value()).isEqualTo(generator.value());
      assertThat(other.value()).isNotEqualTo(generator.value());
    }
  }

  @Test
  void variesFieldsAndTheirOrderButNotWhatTheyAddUpTo() {
    EventGenerator varied = new EventGenerator(RECIPE.withVariety());
    int otherOrder = 0;
    int nested = 0;
    int withoutNode = 0;
    for (int i = 0; i < EVENTS; i++) {
      PlaybackEvent uniform = next();
      varied.next();
      PlaybackEvent event = event(varied);
      assertThat(event.numbers()).isEqualTo(uniform.numbers());
      assertThat(event.valueOf(Dimension.APP)).isEqualTo(uniform.valueOf(Dimension.APP));
      String json = new String(varied.value(), UTF_8);
      otherOrder += json.startsWith("{\"event_type\":") ? 0 : 1;
      nested += json.contains("\"ext_info\":{\"ab\":{") ? 1 : 0;
      withoutNode += json.contains("\"cdn_node_id\":") ? 0 : 1;
    }
    assertThat(varied.sums()).isEqualTo(generator.sums());
    // Of a third, one in about twelve begins as the others do.
    assertThat(otherOrder).isBetween(EVENTS * 29 / 100, EVENTS / 3);
    assertThat(nested).isBetween(EVENTS * 9 / 100, EVENTS * 11 / 100);
    assertThat(withoutNode).isBetween(EVENTS * 45 / 1000, EVENTS * 56 / 1000);
  }

  @Test
  void spreadsOverAppsAsTold() {
    assertThat(share(Traffic.ZIPF)).isBetween(0.18, 0.28);
    assertThat(share(Traffic.EVEN)).isBetween(0.01, 0.03);
    assertThat(share(Traffic.ONE_APP)).isBetween(0.94, 0.96);
  }

  /** The first app's share of all events. */
  private double share(Traffic traffic) {
    EventGenerator events = new EventGenerator(new TopicRecipe(EVENTS, 50, traffic, 3));
    Map<String, Integer> apps = new HashMap<>();
    for (int i = 0; i < EVENTS; i++) {
      events.next();
      apps.merge(event(events).valueOf(Dimension.APP), 1, Integer::sum);
    }
    assertThat(apps).hasSize(50);
    return (double) apps.get("music-0001") / EVENTS;
  }

  private PlaybackEvent next() {
    generator.next();
    return event(generator);
  }

  private PlaybackEvent event(EventGenerator events) {
    Parsed parsed = parser.parse(events.value());
    assertThat(parsed)
        .as(() -> new String(events.value(), UTF_8))
        .isInstanceOf(Parsed.Accepted.class);
    return ((Parsed.Accepted) parsed).event();
  }
}
