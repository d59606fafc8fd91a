package io.playbackanalytics.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own broker and controller in one process, assembled the way {@link KafkaRaftServer} does,
 * with two differences: the sockets are handed in already bound, and a fault inside Kafka is logged
 * and thrown instead of ending the JVM.
 */
final class KafkaNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  /** Formats the storage, starts the node and returns once the broker accepts requests. */
  static KafkaNode start(Map<String, String> properties, Listeners listeners) {
    KafkaConfig config = new KafkaConfig(properties, false);
    Storage.format(config);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> storage =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            storage._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            (name, fatal, action) -> (message, cause) -> fault(name, message, cause),
            listeners);
    KafkaNode node =
        new KafkaNode(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2()),
            new BrokerServer(shared));
    try {
      node.controller.startup();
      node.broker.startup();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      broker.shutdown(SHUTDOWN_TIMEOUT);
    } finally {
      controller.shutdown();
    }
  }

  private static RuntimeException fault(String name, String message, Throwable cause) {
    LOG.error("Fault in Kafka's {}: {}", name, message, cause);
    return new IllegalStateException(name + ": " + message, cause);
  }
}
