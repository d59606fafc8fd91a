package io.playbackanalytics.kafka;

import io.playbackanalytics.broker.EmbeddedBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker for all tests of a class. */
public final class RunningBroker implements BeforeAllCallback, AfterAllCallback {

  private @Nullable EmbeddedBroker broker;

  @Override
  public void beforeAll(ExtensionContext context) {
    broker = EmbeddedBroker.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (broker != null) {
      broker.close();
    }
  }

  /** Fresh topics for one job, under a prefix that no other test of the class uses. */
  public KafkaTopics topics(String prefix, int partitions) {
    if (broker == null) {
      throw new IllegalStateException("not started");
    }
    return new KafkaTopics(broker.bootstrapServers(), prefix, partitions);
  }
}
