package io.playbackanalytics.benchmark.topic;

import io.playbackanalytics.broker.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics that are read; each is filled once and used again.
 *
 * @param bootstrapServers of the broker
 * @param markers folder with a file for each complete topic, beside the broker's own
 * @param out gets the progress
 */
public record EventTopics(String bootstrapServers, Path markers, PrintStream out) {

  private static final long REPORT_EVENTS = 2_000_000;

  /** The topic of that recipe; it is filled now if it is not there completely. */
  public FilledTopic filled(TopicRecipe recipe) throws IOException, InterruptedException {
    Optional<FilledTopic> there = FilledTopic.marked(markers, recipe);
    if (there.isPresent() && holds(recipe)) {
      out.printf("Topic %s is there%n", recipe.topic());
      return there.get();
    }
    delete(recipe.topic());
    Topics.create(
        bootstrapServers,
        recipe.topic(),
        recipe.partitions(),
        Map.of("retention.ms", "-1", "compression.type", "producer"));
    FilledTopic filled = fill(recipe);
    filled.mark(markers);
    return filled;
  }

  private FilledTopic fill(TopicRecipe recipe) {
    EventGenerator generator = new EventGenerator(recipe);
    AtomicReference<Exception> failure = new AtomicReference<>();
    long start = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                "linger.ms",
                "20",
                "batch.size",
                Integer.toString(128 << 10),
                "buffer.memory",
                Integer.toString(128 << 20)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long i = 1; i <= recipe.events(); i++) {
        generator.next();
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    recipe.topic(),
                    null,
                    generator.recordTimestamp(),
                    generator.key(),
                    generator.value()),
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
        if (i % REPORT_EVENTS == 0 || i == recipe.events()) {
          report(recipe, i, Duration.ofNanos(System.nanoTime() - start));
        }
        if (failure.get() != null) {
          break;
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "Topic " + recipe.topic() + " could not be filled: " + failure.get().getMessage(),
          failure.get());
    }
    out.printf("  %.0f bytes per event%n", generator.meanBytes());
    return new FilledTopic(recipe, generator.sums(), generator.meanBytes());
  }

  private void report(TopicRecipe recipe, long events, Duration time) {
    out.printf(
        "Filling topic %s: %,d of %,d events, %,.0f/s%n",
        recipe.topic(), events, recipe.events(), events * 1e9 / time.toNanos());
    out.flush();
  }

  /** Whether the broker has as many records as the recipe says; it may be another broker. */
  private boolean holds(TopicRecipe recipe) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      if (!admin.listTopics().names().get().contains(recipe.topic())) {
        return false;
      }
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int i = 0; i < recipe.partitions(); i++) {
        ends.put(new TopicPartition(recipe.topic(), i), OffsetSpec.latest());
      }
      long records =
          admin.listOffsets(ends).all().get().values().stream()
              .mapToLong(end -> end.offset())
              .sum();
      return records == recipe.events();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Topic " + recipe.topic() + " could not be looked at", e.getCause());
    }
  }

  /** Deletes a topic; it is no error if there is none. */
  private void delete(String topic) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw new IllegalStateException("Topic " + topic + " could not be deleted", e.getCause());
      }
    }
  }
}
