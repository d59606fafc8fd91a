package io.playbackanalytics.ingest.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
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

  private static final int LOOKS = 4;
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
      new PartitionEnds(consumer, this::ask, Duration.ofSeconds(LOOKS), () -> now);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(BUSY, QUIET, BEHIND));
    consumer.seek(BUSY, 5);
    consumer.seek(QUIET, 20);
    consumer.seek(BEHIND, 29);
  }

  @Test
  void makeAPartitionIdleThatIsReadToItsEndAgainAndAgain() {
    assertThat(afterASecond(BUSY)).as("has to ask first").isEmpty();
    for (int time = 1; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("once %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, true));
    assertThat(afterASecond(BUSY)).as("has been said").isEmpty();
    consumer.seek(BEHIND, 30);
    for (int time = 1; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("the other %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(BEHIND, true));
  }

  @Test
  void beginAnewAfterARecord() {
    awaitIdle();
    assertThat(afterASecond(BUSY, QUIET)).as("says it itself").isEmpty();
    for (int time = 0; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("look %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, true));
  }

  @Test
  void makeActiveAtOnceWhereThereIsSomethingToRead() {
    awaitIdle();
    answer = CompletableFuture.completedFuture(Map.of(QUIET, 21L));
    assertThat(afterASecond(BUSY)).as("the answer before").isEmpty();
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, false));
    assertThat(afterASecond(BUSY)).isEmpty();
    answer = CompletableFuture.completedFuture(ENDS);
    afterASecond(BUSY);
    for (int time = 1; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("end %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, true));
  }

  @Test
  void makeNoneIdleWhileTheBrokerDoesNotAnswer() {
    answer = new CompletableFuture<>();
    for (int second = 0; second < 100; second++) {
      assertThat(afterASecond(BUSY)).isEmpty();
    }
    assertThat(questions).as("waits for an answer before it asks again").hasSize(1);
    answer.complete(ENDS);
    for (int time = 1; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, true));
  }

  @Test
  void makeActiveWhereTheBrokerHasNotAnsweredForTheIdleTimeout() {
    awaitIdle();
    answer = new CompletableFuture<>();
    assertThat(afterASecond(BUSY)).as("the answer before").isEmpty();
    for (int time = 1; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("silence %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, false));
    for (int second = 0; second < 100; second++) {
      assertThat(afterASecond(BUSY)).isEmpty();
    }
  }

  @Test
  void makeIdleAlsoWhenEachAnswerTakesLongerThanALook() {
    List<Map<TopicPartition, Boolean>> changes = new ArrayList<>();
    for (int time = 0; time < 2 * LOOKS; time++) {
      CompletableFuture<Map<TopicPartition, Long>> slow = new CompletableFuture<>();
      answer = slow;
      changes.add(afterASecond(BUSY));
      changes.add(afterASecond(BUSY));
      slow.complete(ENDS);
    }
    changes.removeIf(Map::isEmpty);
    assertThat(changes).containsExactly(Map.of(QUIET, true));
  }

  @Test
  void knowNothingOfThoseOfWhichTheBrokerCannotTell() {
    awaitIdle();
    answer = CompletableFuture.failedFuture(new TimeoutException("away"));
    afterASecond(BUSY);
    afterASecond(BUSY);
    answer = CompletableFuture.completedFuture(Map.of(BEHIND, 30L));
    for (int time = 2; time < LOOKS; time++) {
      assertThat(afterASecond(BUSY)).as("silence %d", time).isEmpty();
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, false));
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
    after(Duration.ofMillis(100));
    assertThat(questions).as("busy was heard of").containsExactly(Set.of(QUIET, BEHIND));
    assertThat(PartitionEnds.interval(Duration.ofMillis(600))).isEqualTo(Duration.ofMillis(150));
    assertThat(PartitionEnds.interval(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
  }

  private void awaitIdle() {
    for (int time = 0; time < LOOKS; time++) {
      afterASecond(BUSY);
    }
    assertThat(afterASecond(BUSY)).isEqualTo(Map.of(QUIET, true));
  }

  private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    questions.add(partitions);
    return answer.thenApply(
        all ->
            all.entrySet().stream()
                .filter(end -> partitions.contains(end.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private Map<TopicPartition, Boolean> afterASecond(TopicPartition... withRecords) {
    return after(Duration.ofSeconds(1), withRecords);
  }

  private Map<TopicPartition, Boolean> after(Duration time, TopicPartition... withRecords) {
    now += time.toNanos();
    return ends.changes(List.of(withRecords));
  }
}
