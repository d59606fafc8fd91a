package io.playbackanalytics.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics of a broker that runs anywhere. */
public final class Topics {

  /**
   * For topics that take records of other topics with a few headers: more than the 16 MiB that
   * brokers here let pass otherwise.
   */
  public static final Map<String, String> WITH_ROOM_FOR_HEADERS =
      Map.of("max.message.bytes", Integer.toString(20 << 20));

  private static final long TIMEOUT_S = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
    run(
        bootstrapServers,
        "Topic " + name + " was not created",
        admin -> {
          admin
              .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(topicConfig)))
              .all()
              .get(TIMEOUT_S, TimeUnit.SECONDS);
          awaitPartitions(admin, name, partitions);
        });
  }

  /**
   * Gives a topic more partitions and returns once each of them takes records.
   *
   * @param partitions how many it is to have
   */
  public static void grow(String bootstrapServers, String name, int partitions) {
    run(
        bootstrapServers,
        "Topic " + name + " did not grow",
        admin -> {
          admin
              .createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
              .all()
              .get(TIMEOUT_S, TimeUnit.SECONDS);
          awaitPartitions(admin, name, partitions);
        });
  }

  /** What is done with a broker. */
  private interface Action {
    void run(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }

  private static void run(String bootstrapServers, String failure, Action action) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      action.run(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure + ": interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(failure + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(failure + " within " + TIMEOUT_S + " s", e);
    }
  }

  private static void awaitPartitions(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition),
                    partition -> OffsetSpec.latest()));
    long start = System.nanoTime();
    while (true) {
      try {
        admin.listOffsets(ends).all().get(TIMEOUT_S, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        boolean tooLong = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        if (tooLong || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
