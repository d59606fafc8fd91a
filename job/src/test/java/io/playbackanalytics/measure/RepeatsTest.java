package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ingest.EventBatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** All records are of partition 3. */
  private final Records records = new Records();

  private final Repeats repeats = new Repeats(WINDOW, 0, 1);

  @Test
  void anEventIsCountedOnceWithinTheWindow() {
    assertThat(isRepeat(repeats, "a", "one", 1000)).isFalse();
    assertThat(isRepeat(repeats, "a", "one", 1000)).isTrue();
    assertThat(isRepeat(repeats, "a", "two", 1000)).isFalse();
    repeats.advance(11_999);
    assertThat(isRepeat(repeats, "a", "one", 1000)).isTrue();
    repeats.advance(12_000);
    assertThat(isRepeat(repeats, "a", "one", 1000)).isFalse();
  }

  @Test
  void noAppMakesAnothersEventsRepeats() {
    assertThat(isRepeat(repeats, "a", "bc", 1000)).isFalse();
    assertThat(isRepeat(repeats, "ab", "c", 1000)).isFalse();
  }

  @Test
  void eventsWithoutAnIdAreNeverRepeats() {
    EventBatch batch = records.event("a", 1000).getValue();
    assertThat(repeats.contain(batch, 0, 2000)).isFalse();
    assertThat(repeats.contain(batch, 0, 2000)).isFalse();
    assertThat(repeats.snapshot()).isEmpty();
  }

  @Test
  void afterARestartEverySubtaskKnowsAndNoMoreThanTwoKeep() {
    isRepeat(repeats, "a", "one", 1000);
    List<PartitionIds> state = repeats.snapshot();
    assertThat(state).hasSize(1);
    for (int subtask = 0; subtask < 2; subtask++) {
      Repeats restored = new Repeats(WINDOW, subtask, 2);
      restored.restore(state);
      // Partition 3 is the second subtask's until somebody reads it.
      assertThat(restored.snapshot()).hasSize(subtask);
      assertThat(isRepeat(restored, "a", "one", 1000)).isTrue();
      assertThat(restored.snapshot()).hasSize(1);
    }
  }

  private boolean isRepeat(Repeats repeats, String app, String id, long time) {
    EventBatch batch = records.event(app, time, id).getValue();
    return repeats.contain(batch, 0, time + 1000);
  }
}
