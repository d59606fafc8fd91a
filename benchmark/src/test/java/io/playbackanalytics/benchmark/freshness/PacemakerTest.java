package io.playbackanalytics.benchmark.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacemakerTest {

  private static final long MS = 1_000_000;
  private static final long START = -77 * MS;

  private final List<Long> sentAt = new ArrayList<>();
  private final List<Long> dueAt = new ArrayList<>();
  private long now = START;

  private final Pacemaker pacemaker =
      new Pacemaker(new Pace(1000, Duration.ofMillis(5)), () -> now, nanos -> now += nanos);

  @Test
  void sendsEachBatchWhenItIsDue() {
    pacemaker.run(this::send, () -> now - START >= 1000 * MS);
    assertThat(sentAt).hasSize(995).isEqualTo(dueAt);
    assertThat(sentAt.get(0)).isEqualTo(START + 5 * MS);
    assertThat(sentAt.get(4)).isEqualTo(START + 5 * MS);
    assertThat(sentAt.get(5)).isEqualTo(START + 10 * MS);
  }

  @Test
  void makesUpForADelayAndKnowsHowLateItWas() {
    pacemaker.run(
        due -> {
          send(due);
          if (sentAt.size() == 100) {
            now += 250 * MS;
          }
        },
        () -> now - START >= 1000 * MS);
    assertThat(sentAt).hasSize(995);
    assertThat(sentAt.get(100) - dueAt.get(100)).isEqualTo(245 * MS);
    assertThat(sentAt.subList(350, 995)).isEqualTo(dueAt.subList(350, 995));
  }

  @Test
  void stopsAmidABatch() {
    pacemaker.run(this::send, () -> sentAt.size() == 7);
    assertThat(sentAt).hasSize(7);
  }

  private void send(long due) {
    sentAt.add(now);
    dueAt.add(due);
  }
}
