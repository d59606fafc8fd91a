package io.playbackanalytics.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics of a broker that runs anywhere. */
public final class Topics {

  private static final long TIMEOUT_S = 30;

  private Topics() {}

  /**
   * Creates a topic without replicas and returns once it can be used.
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
}
