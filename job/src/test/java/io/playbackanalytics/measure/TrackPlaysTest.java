package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.measure.window.Slice;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.play.Accounting;
import io.playbackanalytics.play.ByteWriter;
import io.playbackanalytics.play.PlayRules;
import io.playbackanalytics.play.Report;
import io.playbackanalytics.play.ReportFormat;
import io.playbackanalytics.play.ReportsReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator around plays: what crosses a restart, and what is left in the end. */
class TrackPlaysTest {

  private static final int KEY_GROUPS = 16;
  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
  private static final PlayRules RULES =
      new PlayRules(
          Accounting.STATES,
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(1));

  /** What was handed on, by cohort and slice; and how often. */
  private final Map<String, Map<Long, Long>> played = new TreeMap<>();

  private final List<PlayRecord> plays = new ArrayList<>();
  private List<KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice>> subtasks;

  @BeforeEach
  void start() throws Exception {
    subtasks = List.of(subtask(0, 1, null));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable subtask : subtasks) {
      subtask.close();
    }
  }

  @Test
  void aPlayThatGoesOnIsInEverySlice() throws Exception {
    report("s", 500, EventType.PLAY_START);
    watermark(999);
    assertThat(played).isEqualTo(Map.of("app=a", Map.of(1000L, 500L)));
    watermark(3500);
    assertThat(played.get("app=a")).isEqualTo(Map.of(1000L, 500L, 2000L, 1000L, 3000L, 1000L));
  }

  /** What was handed on before is neither lost nor handed on again, whoever has the session now. */
  @Test
  void levelsGoOnAfterARestartWithOtherSubtasks() throws Exception {
    for (int i = 0; i < 20; i++) {
      report("s" + i, 500, EventType.PLAY_START);
    }
    watermark(3500);
    // Not all have changed since.
    checkpoint(1);
    watermark(5500);
    restart(3);
    watermark(7500);
    restart(2);
    watermark(9500);
    Map<Long, Long> expected = new TreeMap<>(Map.of(1000L, 20 * 500L));
    for (long end = 2000; end <= 9000; end += 1000) {
      expected.put(end, 20 * 1000L);
    }
    assertThat(played.get("app=a")).isEqualTo(expected);
  }

  @Test
  void whatWasTooMuchIsTakenBackAfterARestart() throws Exception {
    report("s", 500, EventType.PLAY_START);
    watermark(20_500);
    restart(2);
    watermark(40_500);
    assertThat(sum()).isZero();
    watermark(100_000);
    assertThat(plays).hasSize(1);
    assertThat(plays.get(0).closedAt()).isEqualTo(500);
    assertThat(plays.get(0).outcome()).isEqualTo("abandoned");
  }

  /** A count of an event that is ahead of the watermark is not told again. */
  @Test
  void whatIsAheadOfTheWatermarkIsCountedOnce() throws Exception {
    report("s", 10_500, EventType.PLAY_START);
    report("s", 11_500, EventType.PLAY_END);
    watermark(8000);
    restart(2);
    watermark(20_000);
    assertThat(counts(Measure.PLAYS)).isEqualTo(1);
    assertThat(counts(Measure.ENDED)).isEqualTo(1);
    assertThat(played.get("app=a")).isEqualTo(Map.of(11_000L, 500L, 12_000L, 500L));
  }

  @Test
  void nothingIsKeptOfSessionsThatAreOver() throws Exception {
    for (int i = 0; i < 50; i++) {
      report("s" + i, 1000L * i, EventType.PLAY_START);
    }
    watermark(60_000);
    checkpoint(1);
    int keyGroupsOnly = KEY_GROUPS;
    assertThat(subtasks.get(0).numKeyedStateEntries()).isGreaterThan(keyGroupsOnly);
    watermark(Duration.ofHours(2).toMillis());
    checkpoint(2);
    assertThat(plays).hasSize(50);
    assertThat(sum()).isZero();
    assertThat(subtasks.get(0).numKeyedStateEntries()).isEqualTo(keyGroupsOnly);
  }

  @Test
  void theEndOfTheStreamClosesEveryPlay() throws Exception {
    report("s", 500, EventType.PLAY_START);
    report("t", 700, EventType.PLAY_REQUEST);
    report("u", 900, EventType.DECODE_OK);
    watermark(3000);
    watermark(Long.MAX_VALUE);
    assertThat(plays).extracting(PlayRecord::session).containsExactlyInAnyOrder("s", "t");
    assertThat(sum()).isZero();
  }

  private void restart(int parallelism) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask : subtasks) {
      subtask.prepareSnapshotPreBarrier(7);
      collect(subtask);
      states.add(subtask.snapshot(7, 7));
      subtask.close();
    }
    OperatorSubtaskState state =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));
    List<KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice>> restarted =
        new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      restarted.add(
          subtask(
              i,
              parallelism,
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, KEY_GROUPS, subtasks.size(), parallelism, i)));
    }
    subtasks = restarted;
  }

  private void checkpoint(long id) throws Exception {
    for (KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask : subtasks) {
      subtask.prepareSnapshotPreBarrier(id);
      collect(subtask);
      OperatorSubtaskState unused = subtask.snapshot(id, id);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask(
      int index, int parallelism, OperatorSubtaskState state) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new TrackPlays(
                Measures.all(),
                LATENESS,
                List.of(CohortDefinition.parse("app")),
                RULES,
                1000,
                Duration.ofMinutes(10),
                new MetricExport.Scraped(Duration.ZERO),
                Clock.systemUTC()),
            Reports::key,
            Types.STRING,
            KEY_GROUPS,
            parallelism,
            index);
    if (state != null) {
      subtask.initializeState(state);
    }
    subtask.open();
    return subtask;
  }

  private void report(String session, long time, EventType type) throws Exception {
    byte[] report = bytes(session, time, type);
    String key = ReportsReader.keyOf(report, 0);
    // Of one subtask as long as reports are sent.
    subtasks.get(0).processElement(new StreamRecord<>(new Reports(key, report)));
  }

  private static byte[] bytes(String session, long time, EventType type) {
    ByteWriter out = new ByteWriter();
    out.putText("a");
    out.putText(session);
    int none = Report.NOTHING;
    ReportFormat.write(
        time, none, 0, type, null, false, true, none, none, none, none, none, none, none, out);
    return out.copy();
  }

  private void watermark(long watermark) throws Exception {
    for (KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask : subtasks) {
      subtask.processWatermark(watermark);
      collect(subtask);
    }
  }

  private final Map<Integer, Long> amounts = new TreeMap<>();

  private void collect(KeyedOneInputStreamOperatorTestHarness<String, Reports, Slice> subtask) {
    for (Slice slice : subtask.extractOutputValues()) {
      long ms = Measures.all().sum(slice.totals(), Measure.PLAY_MS);
      Map<Long, Long> ofCohort = played.computeIfAbsent(slice.cohort(), cohort -> new TreeMap<>());
      if (ms != 0) {
        ofCohort.merge(slice.end(), ms, Long::sum);
      }
      Details details = slice.totals().details;
      for (int i = 0; i < details.cells.length; i++) {
        amounts.merge(details.cells[i], details.counts[i], Long::sum);
      }
    }
    subtask.getOutput().clear();
    Queue<StreamRecord<PlayRecord>> closed = subtask.getSideOutput(SideOutputs.PLAYS);
    if (closed != null) {
      closed.forEach(record -> plays.add(record.getValue()));
      closed.clear();
    }
  }

  private long counts(Measure measure) {
    return amounts.getOrDefault(Details.cell(measure.number(), 0), 0L);
  }

  private long sum() {
    return played.values().stream()
        .flatMap(slices -> slices.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
