package io.playbackanalytics.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports come out in the order of their times, each once, and none later than the watermark. */
class ReportQueueTest {

  private static final int DIMENSIONS = 2;

  private final ReportsReader reader = new ReportsReader(DIMENSIONS);
  private final List<Long> taken = new ArrayList<>();
  private final ReportQueue queue = queue(1000);

  @Test
  void reportsWaitForTheWatermarkAndComeInOrder() {
    queue.drain(0);
    queue.add(reports(1500, 700, 1100, 700), reader);
    queue.add(reports(900, 5000), reader);
    assertThat(taken).isEmpty();
    queue.drain(1100);
    assertThat(taken).containsExactly(700L, 700L, 900L, 1100L);
    queue.drain(1499);
    assertThat(taken).hasSize(4);
    queue.drain(Long.MAX_VALUE);
    assertThat(taken).endsWith(1500L, 5000L).hasSize(6);
  }

  /** Also of those that come before there is any watermark. */
  @Test
  void whatIsBehindTheWatermarkDoesNotWait() {
    queue.add(reports(70), reader);
    queue.drain(1000);
    queue.add(reports(1000, 3, 1001), reader);
    assertThat(taken).containsExactly(70L, 1000L, 3L);
  }

  /** A partition may be hours ahead of another one in a backlog. */
  @Test
  void whatIsFarAheadOfTheWatermarkDoesNotWait() {
    queue.drain(0);
    long far = 86_400_000;
    queue.add(reports(far, 500, far + 500), reader);
    assertThat(taken).containsExactly(far, far + 500);
    queue.drain(far);
    assertThat(taken).endsWith(500L);
  }

  @Test
  void theOldestGoOnOnceThereAreMoreThanItMayHold() {
    ReportQueue small = queue(3);
    small.drain(0);
    small.add(reports(900, 300, 600), reader);
    assertThat(taken).isEmpty();
    small.add(reports(1200), reader);
    assertThat(taken).containsExactly(300L, 600L, 900L);
    small.add(reports(100), reader);
    small.drain(2000);
    assertThat(taken).endsWith(100L, 1200L);
  }

  @Test
  void allIsHandedOnWhereNobodyWaitsForTheWatermark() {
    queue.drain(0);
    queue.add(reports(900, 300), reader);
    queue.drain();
    assertThat(taken).containsExactly(300L, 900L);
    queue.add(reports(500, 200_000), reader);
    queue.drain(1000);
    assertThat(taken).containsExactly(300L, 900L, 500L);
    queue.drain(200_000);
    assertThat(taken).endsWith(200_000L);
  }

  @Test
  void manyReportsComeOutOnceAndInOrder() {
    Random random = new Random(5);
    queue.drain(-3_000_000);
    List<Long> expected = new ArrayList<>();
    for (int watermark = -3_000_000; watermark < 3_000_000; watermark += random.nextInt(9000)) {
      queue.drain(watermark);
      int from = taken.size();
      assertThat(taken).isEqualTo(upTo(watermark, expected));
      long[] times = new long[random.nextInt(20)];
      for (int i = 0; i < times.length; i++) {
        times[i] = watermark + 1L + random.nextInt(200_000);
        expected.add(times[i]);
      }
      queue.add(reports(times), reader);
      assertThat(taken).hasSize(from);
    }
    queue.drain(Long.MAX_VALUE);
    assertThat(taken).hasSizeGreaterThan(5000).isEqualTo(upTo(Long.MAX_VALUE, expected));
  }

  private static List<Long> upTo(long watermark, List<Long> times) {
    return times.stream()
        .filter(time -> time <= watermark)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private ReportQueue queue(int most) {
    ReportsReader takes = new ReportsReader(DIMENSIONS);
    return new ReportQueue(
        most,
        (reports, at) -> {
          takes.start(reports, at);
          taken.add(takes.next().time());
        });
  }

  private static byte[] reports(long... times) {
    ByteWriter out = new ByteWriter();
    int none = Report.NOTHING;
    for (long time : times) {
      out.putText("app");
      out.putText("session " + time);
      int ms = time % 2 == 0 ? none : 10;
      ReportFormat.write(
          time, none, 7, EventType.SEEK, null, false, true, none, ms, ms, none, none, 1, none, out);
      out.putText("x".repeat((int) (Math.abs(time) % 5)));
    }
    return out.copy();
  }
}
