package io.playbackanalytics.benchmark.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.KRaftVersion;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker that keeps its topics from one run to the next, which the one for tests does not. Ends
 * when its standard input does, so that it never outlives who started it.
 */
public final class BrokerMain {

  /** What it prints once it takes requests. */
  static final String READY = "ready";

  private static final int NODE_ID = 1;

  private BrokerMain() {}

  /** Takes three arguments: the folder to store in, the clients' port, the controller's port. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    KafkaConfig config = new KafkaConfig(properties(folder, arguments[1], arguments[2]), false);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      format(config);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    System.out.println(READY);
    awaitEndOfInput();
    server.shutdown();
    server.awaitShutdown();
    System.exit(0);
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is expected but the end.
    }
  }

  private static Map<String, String> properties(Path folder, String port, String controllerPort) {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("log.dirs", folder.toString());
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s".formatted(port, controllerPort));
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".num.partitions", "1");
      properties.put(topic + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.retention.ms", "-1");
    // Deleted topics give their space back soon.
    properties.put("log.segment.delete.delay.ms", "1000");
    // A machine that is short of CPU must not fence its only broker.
    properties.put("broker.session.timeout.ms", "30000");
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    return properties;
  }

  private static void format(KafkaConfig config) throws Exception {
    new Formatter()
        .setPrintStream(System.err)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(config.nodeId())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(config.metadataLogDir())
        .setDirectories(config.logDirs())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setFeatureLevel(KRaftVersion.FEATURE_NAME, KRaftVersion.KRAFT_VERSION_0.featureLevel())
        .run();
  }
}
