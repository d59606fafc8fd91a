package io.playbackanalytics.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Topics of a broker that runs anywhere. */
public final class Topics {

  private static final long TIMEOUT_S = 30;

  private Topics() {}

  /**
   * Creates a topic without replicas and returns once each of its partitions takes records.
   *
   * <p>The controller answers before the brokers have the partitions. Who sends that early can lose
   * the first batch of a partition: it is refused, the second is taken, and each repetition of the
   * first is out of order from then on (KAFKA-15591). So the brokers are asked, too.
   *
   * @param topicConfig topic properties such as {@code retention.ms}
   * @throws IllegalStateException if the topic exists already or the broker refuses it
   */
  public static void create(
      String bootstrapServers, String name, int partitions, Map<String, String> topicConfig) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(topicConfig)))
          .all()
          .get(TIMEOUT_S, TimeUnit.SECONDS);
      admin.listOffsets(latestOf(name, partitions)).all().get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + name, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Topic " + name + " was not created: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Topic " + name + " was not created within " + TIMEOUT_S + " s", e);
    }
  }

  private static Map<TopicPartition, OffsetSpec> latestOf(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(
            Collectors.toMap(
                partition -> new TopicPartition(topic, partition),
                partition -> OffsetSpec.latest()));
  }
}
