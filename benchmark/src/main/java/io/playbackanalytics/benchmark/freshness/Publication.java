package io.playbackanalytics.benchmark.freshness;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playbackanalytics.benchmark.contender.Settings;
import io.playbackanalytics.benchmark.gate.WindowJson;
import io.playbackanalytics.benchmark.gate.WindowKey;
import java.io.IOException;

/**
 * A record of a result topic.
 *
 * @param window which one
 * @param events that it holds
 * @param readMs when it was read, epoch milliseconds
 */
record Publication(WindowKey window, long events, long readMs) {

  private static final long OUT_OF_ORDERNESS_MS = Settings.OUT_OF_ORDERNESS.toMillis();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what any of the contenders writes. */
  static Publication of(byte[] json, long readMs) throws IOException {
    WindowJson window = new WindowJson(JSON.readTree(json));
    return new Publication(window.key(), window.sums().events(), readMs);
  }

  /**
   * How long after its window was complete it was read, in milliseconds. A window is complete when
   * the time has passed that it has to wait for events that are out of order.
   */
  long delayMs() {
    return readMs - window.end() - OUT_OF_ORDERNESS_MS;
  }
}
