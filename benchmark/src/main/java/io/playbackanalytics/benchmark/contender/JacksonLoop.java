package io.playbackanalytics.benchmark.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The sums of all events, read with Jackson's streaming parser: only the fields needed. */
final class JacksonLoop implements Contender {

  private final JsonFactory factory = new JsonFactory();

  @Override
  public Outcome run(Task task) throws Exception {
    EventTotals totals = new EventTotals();
    long unused = task.reader().read(value -> add(value, totals));
    return new Outcome.Totals(totals.sums());
  }

  private void add(byte[] value, EventTotals totals) throws IOException {
    PlayerEvent event = new PlayerEvent();
    try (JsonParser json = factory.createParser(value)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          continue;
        }
        switch (name) {
          case "event_type" -> event.eventType = json.getText();
          case "app_id" -> event.appId = json.getText();
          case "timestamp" -> event.timestamp = json.getLongValue();
          case "play_ms" -> event.playMs = json.getLongValue();
          case "buffer_ms" -> event.bufferMs = json.getLongValue();
          case "decode_attempts" -> event.decodeAttempts = json.getLongValue();
          case "decode_failures" -> event.decodeFailures = json.getLongValue();
          default -> json.skipChildren();
        }
      }
    }
    event.addTo(totals);
  }
}
