package io.playbackanalytics.ingest.kafka;

import io.playbackanalytics.ingest.silence.PartitionEnds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers by a connection of its own: on the consumer's, a question waits until the broker
 * has answered the fetch before it, which it does not as long as there is nothing to fetch. Nobody
 * connects before the first question.
 */
final class AskingBroker implements PartitionEnds.Broker, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So a broker that is away does not keep the answers of the others for itself. */
  private static final Duration PATIENCE_WITH_THE_LAST = Duration.ofSeconds(2);

  private final Properties client;
  private @Nullable Admin admin;

  /**
   * @param client properties of a Kafka client
   * @param name the client's id
   */
  AskingBroker(Properties client, String name) {
    this.client = new Properties();
    for (String key : AdminClientConfig.configNames()) {
      if (client.containsKey(key)) {
        this.client.put(key, client.get(key));
      }
    }
    this.client.put(AdminClientConfig.CLIENT_ID_CONFIG, name);
  }

  @Override
  public CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
    if (admin == null) {
      admin = Admin.create(client);
    }
    ListOffsetsResult answers =
        admin.listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(partition -> partition, unused -> OffsetSpec.latest())),
            // A partition with an open transaction is not read to its end: its consumer stops in
            // front of it (at the last stable offset), and what it holds may be committed yet.
            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
                .timeoutMs(Math.toIntExact(PATIENCE.toMillis())));
    Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> each =
        partitions.stream()
            .<CompletableFuture<?>>map(
                partition ->
                    answers
                        .partitionResult(partition)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .handle(
                            (end, failure) ->
                                end == null ? null : ends.put(partition, end.offset())))
            .toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, PATIENCE_WITH_THE_LAST.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(unused -> new HashMap<>(ends));
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
