package io.playbackanalytics.sandbox.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.InterruptException;

/** A thread that fills the events topic from a source until that ends or the feed is closed. */
public final class Feed implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofMillis(500);

  private final EventsTopic topic;
  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean exhausted;

  private Feed(EventSource source, EventsTopic topic) {
    this.topic = topic;
    this.thread = new Thread(() -> run(source), "feed");
    this.thread.setDaemon(true);
  }

  /**
   * Starts to send.
   *
   * @param partitions how many the topic has
   */
  public static Feed start(
      EventSource source, String bootstrapServers, String topic, int partitions) {
    Feed feed = new Feed(source, new EventsTopic(bootstrapServers, topic, partitions));
    feed.thread.start();
    return feed;
  }

  /** Whether the source has ended and the broker has acknowledged everything it gave. */
  public boolean exhausted() {
    return exhausted && failure().isEmpty();
  }

  /** How many records are on the topic, whoever wrote them. */
  public long recordsOnTopic() throws InterruptedException {
    return topic.records();
  }

  /** What went wrong first, if anything did: nothing more is sent then. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get()).or(topic::failure);
  }

  /** Stops within about a second; what is not acknowledged by then is given up. */
  public void stop() {
    thread.interrupt();
    try {
      thread.join(STOP_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    topic.stop();
  }

  @Override
  public void close() {
    stop();
    topic.close();
  }

  private void run(EventSource source) {
    try {
      source.sendAll(topic);
      topic.flush();
      exhausted = true;
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }
}
