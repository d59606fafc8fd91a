package io.playbackanalytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {

  private static final TopicPartition BUSY = new TopicPartition("events", 0);
  private static final TopicPartition QUIET = new TopicPartition("events", 1);
  private static final TopicPartition BEHIND = new TopicPartition("events", 2);
  private static final Map<TopicPartition, Long> ENDS = Map.of(BUSY, 10L, QUIET, 20L, BEHIND, 30L);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Set<TopicPartition>> questions = new ArrayList<>();
  private CompletableFuture<Map<TopicPartition, Long>> answer =
      CompletableFuture.completedFuture(ENDS);
  private long now;
  private final PartitionEnds ends =
      new PartitionEnds(consumer, this::ask, Duration.ofSeconds(4), () -> now);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(BUSY, QUIET, BEHIND));
    consumer.seek(BUSY, 5);
    consumer.seek(QUIET, 20);
    consumer.seek(BEHIND, 29);
  }

  @Test
  void areSureOfPartitionsThatAreReadToTheirEndAndHearOfThoseWithRecords() {
    assertThat(afterASecond(BUSY)).as("first one has to ask").contains(QUIET, BEHIND).hasSize(2);
    assertThat(afterASecond(BUSY)).containsExactly(BEHIND);
    assertThat(afterASecond(BUSY, BEHIND)).isEmpty();
    consumer.seek(BEHIND, 30);
    assertThat(afterASecond(BUSY, QUIET)).as("was not asked for").containsExactly(BEHIND);
    assertThat(afterASecond(BUSY)).as("nor was this").containsExactly(QUIET);
    assertThat(afterASecond(BUSY)).isEmpty();
  }

  @Test
  void areSureOfNoneWhileTheBrokerDoesNotAnswer() {
    afterASecond(BUSY);
    answer = new CompletableFuture<>();
    assertThat(afterASecond(BUSY)).containsExactly(BEHIND);
    for (int second = 0; second < 10; second++) {
      assertThat(afterASecond(BUSY)).containsExactlyInAnyOrder(QUIET, BEHIND);
    }
    assertThat(questions).as("waits for an answer before it asks again").hasSize(2);
    answer.complete(ENDS);
    assertThat(afterASecond(BUSY)).containsExactly(BEHIND);
  }

  @Test
  void areSureOfNoneThatTheBrokerCannotTell() {
    answer = CompletableFuture.completedFuture(Map.of(BEHIND, 30L));
    afterASecond(BUSY);
    assertThat(afterASecond(BUSY)).containsExactlyInAnyOrder(QUIET, BEHIND);
    answer = CompletableFuture.failedFuture(new TimeoutException("away"));
    afterASecond(BUSY);
    assertThat(afterASecond(BUSY)).containsExactlyInAnyOrder(QUIET, BEHIND);
  }

  @Test
  void askNobodyWhileAllBringRecords() {
    assertThat(afterASecond(BUSY, QUIET, BEHIND)).isEmpty();
    assertThat(questions).isEmpty();
  }

  @Test
  void lookSeveralTimesInTheIdleTimeout() {
    for (int i = 0; i < 9; i++) {
      assertThat(after(Duration.ofMillis(100), BUSY)).isEmpty();
    }
    assertThat(questions).isEmpty();
    assertThat(after(Duration.ofMillis(100))).as("busy was heard of").doesNotContain(BUSY);
    assertThat(questions).containsExactly(Set.of(QUIET, BEHIND));
    assertThat(PartitionEnds.interval(Duration.ofMillis(600))).isEqualTo(Duration.ofMillis(150));
    assertThat(PartitionEnds.interval(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
  }

  private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    questions.add(partitions);
    return answer.thenApply(
        all ->
            all.entrySet().stream()
                .filter(end -> partitions.contains(end.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private Collection<TopicPartition> afterASecond(TopicPartition... withRecords) {
    return after(Duration.ofSeconds(1), withRecords);
  }

  private Collection<TopicPartition> after(Duration time, TopicPartition... withRecords) {
    now += time.toNanos();
    return ends.unsure(List.of(withRecords));
  }
}
