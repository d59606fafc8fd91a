package io.playbackanalytics.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenIdsTest {

  private static final long SEED = 5;

  private final SeenIds ids = new SeenIds();

  @Test
  void anIdIsNewOnce() {
    assertThat(ids.add(1, 2, 1000)).isTrue();
    assertThat(ids.add(1, 2, 9000)).isFalse();
    assertThat(ids.add(2, 1, 1000)).isTrue();
    assertThat(ids.add(0, 2, 1000)).isTrue();
    assertThat(ids.add(1, 0, 1000)).isTrue();
  }

  @Test
  void anIdIsNewAgainOnceItsSliceIsForgotten() {
    ids.add(1, 2, 1000);
    ids.forgetUpTo(999);
    assertThat(ids.add(1, 2, 5000)).isFalse();
    ids.forgetUpTo(1000);
    assertThat(ids.entries()).isEmpty();
    assertThat(ids.add(1, 2, 5000)).isTrue();
    assertThat(ids.add(1, 2, 5000)).isFalse();
    ids.forgetUpTo(500);
    assertThat(ids.entries()).containsExactly(1, 2, 5000);
  }

  @Test
  void areNoneOnceTheNewestIsForgotten() {
    assertThat(ids.isEmpty()).isTrue();
    ids.add(1, 2, 1000);
    ids.add(3, 4, 2000);
    ids.forgetUpTo(1999);
    assertThat(ids.isEmpty()).isFalse();
    ids.forgetUpTo(2000);
    assertThat(ids.isEmpty()).isTrue();
  }

  @Test
  void isAsGoodAsASetHoweverManyThereAre() {
    Random random = new Random(SEED);
    Map<Long, Long> expected = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long time = i / 100;
      long id = random.nextInt(50_000) + 1L;
      Long seen = expected.get(id);
      boolean isNew = seen == null || seen <= time - 500;
      assertThat(ids.add(id << 40, id, time)).as("seed %d, %d", SEED, i).isEqualTo(isNew);
      if (isNew) {
        expected.put(id, time);
      }
      ids.forgetUpTo(time - 500);
    }
    long alive = expected.values().stream().filter(time -> time > 1999 - 500).count();
    assertThat(ids.entries()).hasSize(Math.toIntExact(SeenIds.WIDTH * alive));
  }
}
