package io.playbackanalytics.process;

import java.util.Map;

/** A listener that a broker has beside its open one. */
public interface BrokerListener {

  /**
   * The broker's properties for it.
   *
   * @param open the listeners that the broker has without this one, the clients' first
   */
  Map<String, String> brokerProperties(String open);
}
