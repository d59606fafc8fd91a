package io.playbackanalytics.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The properties of a single node that starts and stops fast and fits in a few MiB.
 *
 * @param clients where it listens for clients, {@code host:port}
 * @param controller where it listens for itself
 * @param overrides win over everything else
 */
record BrokerProperties(
    String clients, String controller, Path data, Map<String, String> overrides) {

  static final int NODE_ID = 1;

  private static final String MAX_RECORD_BYTES = Integer.toString(16 << 20);
  private static final String LOG_CLEANER_BYTES = Integer.toString(4 << 20);

  BrokerProperties {
    overrides = Map.copyOf(overrides);
  }

  Map<String, String> asMap() {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("log.dirs", data.toString());
    properties.put(
        "listeners",
        "%s://%s,%s://%s"
            .formatted(
                Listeners.CLIENT, clients,
                Listeners.CONTROLLER, controller));
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", Listeners.CONTROLLER);
    properties.put("controller.quorum.voters", NODE_ID + "@" + controller);

    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".num.partitions", "1");
      properties.put(topic + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("default.replication.factor", "1");
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");

    properties.put("message.max.bytes", MAX_RECORD_BYTES);
    properties.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
    properties.put("replica.fetch.response.max.bytes", MAX_RECORD_BYTES);

    // A machine that is short of CPU must not fence its only broker.
    properties.put("broker.session.timeout.ms", "30000");
    properties.put("controlled.shutdown.enable", "false");
    properties.put("log.cleaner.dedupe.buffer.size", LOG_CLEANER_BYTES);
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.putAll(overrides);
    return properties;
  }
}
