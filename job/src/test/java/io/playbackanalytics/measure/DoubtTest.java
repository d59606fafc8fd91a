package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a source subtask that was idle knows again how late an event is. */
class DoubtTest {

  private static final int JOBS = 2000;
  private static final int STEPS = 10_000;

  @Test
  void endsAgainAndAgainAndNeverWhileWindowsMayBeAhead() throws Exception {
    int ended = 0;
    for (int seed = 0; seed < JOBS; seed++) {
      ended += doubtsEnded(seed, true);
    }
    assertThat(ended).isGreaterThan(JOBS);
  }

  /** Why it does not end at checkpoints whose barriers overtake watermarks. */
  @Test
  void wouldEndTooSoonIfBarriersWereNotAligned() {
    assertThatThrownBy(
            () -> {
              for (int seed = 0; seed < JOBS; seed++) {
                doubtsEnded(seed, false);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("windows are at");
  }

  private static int doubtsEnded(int seed, boolean barriersAreAligned) throws Exception {
    JobModel job = new JobModel(new Random(seed), barriersAreAligned);
    for (int step = 0; step < STEPS; step++) {
      job.step();
    }
    return job.doubtsEnded();
  }
}
