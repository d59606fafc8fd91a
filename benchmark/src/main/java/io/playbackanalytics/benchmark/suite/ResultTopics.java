package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.contender.Task;
import io.playbackanalytics.broker.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The topics that contenders write; each run has fresh ones. */
record ResultTopics(String bootstrapServers) {

  private static final int PARTITIONS = 2;

  /** Creates what any contender may write for that task. */
  void create(Task task) {
    Topics.create(bootstrapServers, task.results(), PARTITIONS, Map.of());
    Topics.create(bootstrapServers, task.plays(), PARTITIONS, Map.of());
    for (String topic : List.of(task.rejected(), task.late())) {
      Topics.create(bootstrapServers, topic, PARTITIONS, Topics.WITH_ROOM_FOR_HEADERS);
    }
  }

  /** Deletes every topic whose name starts so, also those that a contender made by itself. */
  void delete(String prefix) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(prefix))
              .toList();
      admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Topics " + prefix + "… could not be deleted", e.getCause());
    }
  }
}
