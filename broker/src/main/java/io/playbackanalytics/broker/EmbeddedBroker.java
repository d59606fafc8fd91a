package io.playbackanalytics.broker;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real Kafka broker in this JVM: one KRaft node that is broker and controller, listening on
 * 127.0.0.1 only.
 *
 * <p>Replication factors are 1, internal topics have one partition, consumer groups form without a
 * delay, topics have to be created by {@link #createTopic}, and records of up to 16 MiB pass. What
 * it stores lives in a temporary folder until {@link #close()}; if the JVM is killed, that folder
 * stays.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final TemporaryFolder folder;
  private final KafkaNode node;
  private final String bootstrapServers;

  private EmbeddedBroker(TemporaryFolder folder, KafkaNode node, String bootstrapServers) {
    this.folder = folder;
    this.node = node;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on a free port and returns once it accepts requests (some seconds). */
  public static EmbeddedBroker start() {
    return start(0, Map.of());
  }

  /**
   * Starts a broker and returns once it accepts requests (some seconds).
   *
   * @param port the clients' port; 0 takes a free one
   * @param overrides broker properties that win over the defaults described above
   * @throws UncheckedIOException if the port is taken; the message names it
   */
  public static EmbeddedBroker start(int port, Map<String, String> overrides) {
    Listeners listeners = Listeners.bind(port);
    TemporaryFolder folder = TemporaryFolder.create("kafka-broker-");
    try {
      Map<String, String> properties =
          new BrokerProperties(
                  listeners.clientAddress(),
                  listeners.controllerAddress(),
                  folder.path(),
                  overrides)
              .asMap();
      return new EmbeddedBroker(
          folder, KafkaNode.start(properties, listeners), listeners.clientAddress());
    } catch (RuntimeException e) {
      try (listeners;
          folder) {
        throw e;
      }
    }
  }

  /** {@code host:port}, as clients expect it in {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where the broker stores its logs; exists until {@link #close()}. */
  public Path folder() {
    return folder.path();
  }

  /**
   * Creates a topic and returns once it can be used.
   *
   * @param topicConfig topic properties such as {@code retention.ms}
   * @throws IllegalStateException if the topic exists already or the broker refuses it
   */
  public void createTopic(String name, int partitions, Map<String, String> topicConfig) {
    Topics.create(bootstrapServers, name, partitions, topicConfig);
  }

  /**
   * Stops the broker without handing over to others, and deletes its folder even if stopping fails.
   * Safe to call twice.
   */
  @Override
  public void close() {
    try (folder) {
      node.close();
    }
  }
}
