package io.playbackanalytics.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sessions of a subtask, and what a store has of them. */
class OpenSessionsTest {

  private static final Duration HORIZON = Duration.ofSeconds(35);
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.APP, Dimension.NETWORK);
  private static final String KEY = new SessionKey("a|b", "s").text();
  private static final PlayRules RULES =
      new PlayRules(
          Accounting.AUTO,
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(1));

  private final Store store = new Store();
  private final List<ClosedPlay> ledger = new ArrayList<>();
  private final List<String> levels = new ArrayList<>();
  private long summed;

  private final PlaySink heard =
      new PlaySink() {
        @Override
        public void level(Tags tags, PlayLevel level, long from, long change) {
          levels.add(tags + " " + level + " " + from + " " + change);
        }

        @Override
        public void count(Tags tags, PlayCount count, long at, long n) {
          if (count == PlayCount.SUMMED_PLAY_MS) {
            summed += n;
          }
        }

        @Override
        public void startup(Tags tags, long at, long ms, int n) {}
      };

  private static final class Store implements OpenSessions.Store {
    final Map<String, byte[]> sessions = new HashMap<>();
    int puts;

    @Override
    public void put(String session, byte[] state) {
      puts++;
      sessions.put(session, state);
    }

    @Override
    public void remove(String session) {
      sessions.remove(session);
    }
  }

  /** Bytes as they lie in savepoints: they must stay readable. */
  @Test
  void theFormatIsFrozen() throws Exception {
    OpenSessions sessions = sessions(DIMENSIONS);
    report(sessions, 1000, EventType.PLAY_REQUEST, null, "wifi");
    report(sessions, 2000, EventType.PLAY_START, PlayerState.PLAYING, "");
    report(sessions, 9000, EventType.HEARTBEAT, PlayerState.STALLED, "4g");
    sessions.writeTo(store);
    String hex = HexFormat.of().formatHex(store.sessions.get(KEY));
    assertThat(hex).isEqualTo(FORMAT_1);

    OpenSessions restored = sessions(DIMENSIONS);
    restored.restore(KEY, HexFormat.of().parseHex(FORMAT_1), 9500, heard);
    assertThat(levels).contains("a|b,4g STALLED 9000 1", "a|b,wifi STARTING 1000 1");
    report(restored, 10_000, EventType.PLAY_END, null, "");
    restored.advance(1_000_000, heard, (session, play) -> ledger.add(play));
    assertThat(ledger).hasSize(1);
    assertThat(ledger.get(0).sums().of(PlayLevel.STALLED)).isEqualTo(1000);
    assertThat(ledger.get(0).sums().of(PlayLevel.PLAYING)).isEqualTo(7000);
    assertThat(ledger.get(0).startupMs()).isEqualTo(1000);
  }

  private static final String FORMAT_1 =
      "0102000296094e00d08c0106617c62043467807d0000d00f0600d00f01b06d8002810282028c020670000200"
          + "00000000000002d00f020000d00f000306617c620877696669023100d00f000200024200b06d0002043467";

  /** As after a start with other cohorts: by dimension, not by place. */
  @Test
  void tagsAreFoundByTheirDimension() throws Exception {
    OpenSessions sessions = sessions(DIMENSIONS);
    report(sessions, 1000, EventType.PLAY_START, null, "wifi");
    sessions.writeTo(store);
    OpenSessions restored = sessions(List.of(Dimension.APP, Dimension.OS, Dimension.NETWORK));
    restored.restore(KEY, store.sessions.get(KEY), 1500, heard);
    assertThat(levels).allMatch(level -> level.startsWith("a|b,,wifi "));
  }

  @Test
  void aFormatOfTheFutureIsRefused() {
    assertThatThrownBy(() -> sessions(DIMENSIONS).restore(KEY, new byte[] {2}, 0, heard))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plays of format 2, this job reads 1");
  }

  @Test
  void theStoreHearsOfWhatHasChanged() throws Exception {
    OpenSessions sessions = sessions(DIMENSIONS);
    report(sessions, 1000, EventType.PLAY_START, null, "wifi");
    sessions.writeTo(store);
    sessions.advance(2000, heard, (session, play) -> ledger.add(play));
    sessions.writeTo(store);
    assertThat(store.puts).isOne();
    sessions.advance(40_000, heard, (session, play) -> ledger.add(play));
    sessions.writeTo(store);
    assertThat(store.puts).isEqualTo(2);
    sessions.advance(10_000_000, heard, (session, play) -> ledger.add(play));
    assertThat(sessions.size()).isZero();
    sessions.writeTo(store);
    assertThat(store.sessions).isEmpty();
    assertThat(ledger).hasSize(1);
  }

  /** What is only remembered is packed: what comes then goes on with all that was said. */
  @Test
  void aSessionThatFellSilentGoesOn() throws Exception {
    OpenSessions sessions = sessions(DIMENSIONS);
    report(sessions, 1000, EventType.PLAY_START, null, "wifi");
    sessions.advance(300_000, heard, (session, play) -> ledger.add(play));
    assertThat(ledger).hasSize(1);
    sessions.writeTo(store);
    levels.clear();
    Report heartbeat = report(310_000, EventType.HEARTBEAT, null, "");
    assertThat(sessions.add(KEY, heartbeat, 300_000, heard)).isEqualTo(Taken.TAKEN);
    assertThat(levels).contains("a|b,wifi PLAYING_BESIDE 310000 1");
    sessions.writeTo(store);
    assertThat(store.puts).isEqualTo(2);
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsNotTracked() {
    OpenSessions sessions = new OpenSessions(RULES, HORIZON, DIMENSIONS, 1);
    Report report = report(1000, EventType.PLAY_START, null, "wifi");
    assertThat(sessions.add("\u0001a\u0001s", report, 0, heard)).isEqualTo(Taken.TAKEN);
    assertThat(sessions.add("\u0001a\u0001t", report, 0, heard)).isEqualTo(Taken.UNTRACKED);
    assertThat(sessions.add("\u0001a\u0001s", report, 0, heard)).isEqualTo(Taken.TAKEN);
  }

  /** Of whom no plays are tracked, the time rendered is what the events sum up. */
  @Test
  void whatIsSummedUpWithoutAPlaceCountsWhateverStateIsSaid() {
    OpenSessions sessions = new OpenSessions(RULES, HORIZON, DIMENSIONS, 0);
    sessions.add(KEY, summing(1000, null), 0, heard);
    assertThat(summed).isZero();
    sessions.add(KEY, summing(2000, PlayerState.PLAYING), 0, heard);
    assertThat(summed).isEqualTo(900);
  }

  private static Report summing(long time, PlayerState state) {
    Report.Amounts amounts =
        new Report.Amounts(
            Report.NOTHING,
            900,
            Report.NOTHING,
            Report.NOTHING,
            Report.NOTHING,
            Report.NOTHING,
            Report.NOTHING);
    return new Report(
        time,
        Report.NOTHING,
        0,
        EventType.HEARTBEAT,
        state,
        false,
        true,
        amounts,
        Tags.of(List.of("a|b", "")));
  }

  private static OpenSessions sessions(List<Dimension> dimensions) {
    return new OpenSessions(RULES, HORIZON, dimensions, 10);
  }

  private void report(
      OpenSessions sessions, long time, EventType type, PlayerState state, String network) {
    assertThat(sessions.add(KEY, report(time, type, state, network), time - 500, heard))
        .isEqualTo(Taken.TAKEN);
    levels.clear();
  }

  private static Report report(long time, EventType type, PlayerState state, String network) {
    return new Report(
        time,
        Report.NOTHING,
        0,
        type,
        state,
        false,
        true,
        Report.Amounts.NONE,
        Tags.of(List.of("a|b", network)));
  }
}
