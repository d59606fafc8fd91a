package io.playbackanalytics.benchmark.contender;

import io.playbackanalytics.benchmark.broker.TopicReader;

/**
 * One topic to read from its start to its end, if it has one.
 *
 * @param bootstrapServers of the broker, {@code host:port}
 * @param topic where the events are
 * @param events how many it holds, or {@link #ENDLESS}
 * @param results where the windows go; also the prefix of whatever else the contender names
 * @param settings what to compute
 */
public record Task(
    String bootstrapServers, String topic, long events, String results, Settings settings) {

  /** More than any topic holds: it is written while it is read, and nothing ends the reading. */
  public static final long ENDLESS = Long.MAX_VALUE;

  /** Whether reading is to stop at the topic's end. */
  boolean bounded() {
    return events != ENDLESS;
  }

  /** For those who read the topic without a framework. */
  TopicReader reader() {
    return new TopicReader(bootstrapServers, topic);
  }

  /** Where this job puts plays that are closed, if it measures them. */
  public String plays() {
    return results + "-plays";
  }

  /** Where this job puts what is no event. */
  public String rejected() {
    return results + "-rejected";
  }

  /** Where this job puts what came too late. */
  public String late() {
    return results + "-late";
  }
}
