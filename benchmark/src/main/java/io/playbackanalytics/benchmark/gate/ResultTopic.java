package io.playbackanalytics.benchmark.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.broker.TopicReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A topic that a contender has written. */
public record ResultTopic(TopicReader reader) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its windows; of several records of one the last counts, and one without events is none. */
  public Map<WindowKey, Sums> windows() throws IOException {
    Map<WindowKey, Sums> windows = new HashMap<>();
    long unused =
        reader.read(
            value -> {
              WindowJson window = new WindowJson(JSON.readTree(value));
              windows.put(window.key(), window.sums());
            });
    windows.values().removeIf(sums -> sums.events() == 0);
    return windows;
  }
}
