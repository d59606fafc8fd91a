package io.playbackanalytics.sandbox.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events came too late for every window, by app. */
final class LateEvents {

  /** Names of apps come from outside, so there may be any number; the rest is counted as one. */
  private static final int MOST_APPS = 1000;

  private static final String OTHERS = "other apps";
  private static final String UNREADABLE = "?";
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Lag> lags = new LinkedHashMap<>();

  /**
   * The late events of one app, and the one that was furthest behind.
   *
   * @param eventTime of that one
   * @param watermark how far event time had come when it arrived
   */
  record Lag(String app, long events, Instant eventTime, Instant watermark) {

    Duration behind() {
      return Duration.between(eventTime, watermark);
    }

    private Lag and(Lag other) {
      Lag further = other.behind().compareTo(behind()) > 0 ? other : this;
      return new Lag(app, events + other.events, further.eventTime, further.watermark);
    }
  }

  void add(SideRecord late) {
    String named = app(late.value());
    String app = lags.containsKey(named) || lags.size() < MOST_APPS ? named : OTHERS;
    lags.merge(
        app,
        new Lag(app, 1, instant(late, "event.timestamp"), instant(late, "watermark")),
        Lag::and);
  }

  List<Lag> mostFirst() {
    return lags.values().stream().sorted(Comparator.comparingLong(Lag::events).reversed()).toList();
  }

  private static Instant instant(SideRecord late, String header) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(late.header(header)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Not a late record: header %s is '%s'".formatted(header, late.header(header)), e);
    }
  }

  /** The {@code app_id} of an event; a late one always has it. */
  private static String app(byte @Nullable [] event) {
    if (event == null) {
      return UNREADABLE;
    }
    try (JsonParser parser = JSON.createParser(event)) {
      String app = UNREADABLE;
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean named = parser.currentName().equals("app_id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
          app = parser.getText();
        }
        parser.skipChildren();
      }
      return app;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
