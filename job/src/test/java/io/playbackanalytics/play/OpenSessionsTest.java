package io.playbackanalytics.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sessions of a subtask, and what a store has of them. */
class OpenSessionsTest {

  private static final Duration HORIZON = Duration.ofSeconds(35);
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.APP, Dimension.NETWORK);
  private static final byte[] NAMES = names("a|b", "s");
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

  /** Pages by key group and number. */
  private static final class Store implements OpenSessions.Store {
    final Map<String, byte[]> pages = new TreeMap<>();
    int puts;

    @Override
    public void put(int keyGroup, int number, byte[] page) {
      puts++;
      pages.put(keyGroup + "-" + number, page);
    }

    @Override
    public void remove(int keyGroup, int number) {
      pages.remove(keyGroup + "-" + number);
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
    String hex = HexFormat.of().formatHex(store.pages.get("0-0"));
    assertThat(hex).isEqualTo(FORMAT_1);

    OpenSessions restored = sessions(DIMENSIONS);
    restored.restore(HexFormat.of().parseHex(FORMAT_1), 9500, heard);
    assertThat(levels).contains("a|b,4g STALLED 9000 1", "a|b,wifi STARTING 1000 1");
    report(restored, 10_000, EventType.PLAY_END, null, "");
    restored.advance(1_000_000, heard, (session, play) -> ledger.add(play));
    assertThat(ledger).hasSize(1);
    assertThat(ledger.get(0).sums().of(PlayLevel.STALLED)).isEqualTo(1000);
    assertThat(ledger.get(0).sums().of(PlayLevel.PLAYING)).isEqualTo(7000);
    assertThat(ledger.get(0).startupMs()).isEqualTo(1000);
  }

  /** A block with the session, and room for it to grow. */
  private static final String FORMAT_1 =
      "0102000298000000650000003e00000006617c6202730000000000000002d00f020000d00f000306"
          + "617c620877696669023100d00f000200024200b06d000204346796094e00d08c0106617c62043467"
          + "807d0000d00f0600d00f01b06d8002810282028c0206780002"
          + "0".repeat(102);

  /** As after a start with other cohorts: by dimension, not by place. */
  @Test
  void tagsAreFoundByTheirDimension() throws Exception {
    OpenSessions sessions = sessions(DIMENSIONS);
    report(sessions, 1000, EventType.PLAY_START, null, "wifi");
    sessions.writeTo(store);
    OpenSessions restored = sessions(List.of(Dimension.APP, Dimension.OS, Dimension.NETWORK));
    restored.restore(store.pages.get("0-0"), 1500, heard);
    assertThat(levels).allMatch(level -> level.startsWith("a|b,,wifi "));
  }

  @Test
  void aFormatOfTheFutureIsRefused() {
    assertThatThrownBy(() -> sessions(DIMENSIONS).restore(new byte[] {2}, 0, heard))
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
    assertThat(store.pages).isEmpty();
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
    assertThat(add(sessions, NAMES, heartbeat, 300_000)).isEqualTo(Taken.TAKEN);
    assertThat(levels).contains("a|b,wifi PLAYING_BESIDE 310000 1");
    sessions.writeTo(store);
    assertThat(store.puts).isEqualTo(2);
  }

  /**
   * Sessions of all sizes come, grow and go, in a few key groups. What the store has at any
   * checkpoint is all that there was, whatever has changed since, and who goes on from it tells the
   * same as who never stopped.
   */
  @Test
  void theStoreHasAllOfManySessionsAtEachCheckpoint() throws Exception {
    Random random = new Random(3);
    OpenSessions sessions =
        new OpenSessions(RULES, HORIZON, DIMENSIONS, 100_000, 4, hash -> hash & 3);
    long time = 0;
    for (int checkpoint = 0; checkpoint < 40; checkpoint++) {
      for (int i = 0; i < 500; i++) {
        time += random.nextInt(60);
        int number = (int) (time / 200) + random.nextInt(300);
        byte[] names = names("a|b", "s" + "x".repeat(number % 90) + number);
        EventType[] types = EventType.values();
        EventType type = types[random.nextInt(types.length)];
        add(sessions, names, report(time, type, null, "net" + number % 7), time - 500);
        sessions.advance(time - 400, heard, (session, play) -> ledger.add(play));
      }
      sessions.writeTo(store);
      Map<String, byte[]> read = new TreeMap<>(store.pages);
      Map<String, byte[]> asItWas = new TreeMap<>();
      read.forEach((page, bytes) -> asItWas.put(page, bytes.clone()));
      long until = time - 400;
      for (int i = 0; i < 300; i++) {
        byte[] names = names("a|b", "t" + checkpoint + "-" + i % 50);
        add(sessions, names, report(time + i, EventType.SEEK, null, "wifi"), until);
      }
      read.forEach((page, bytes) -> assertThat(bytes).isEqualTo(asItWas.get(page)));
      if (random.nextBoolean()) {
        sessions.release(store);
      }
      if (checkpoint % 10 == 9) {
        OpenSessions restored =
            new OpenSessions(RULES, HORIZON, DIMENSIONS, 100_000, 4, hash -> hash & 3);
        read.values().forEach(page -> restored.restore(page, until, PlaySink.NOBODY));
        store.pages.clear();
        List<ClosedPlay> before = List.copyOf(ledger);
        ledger.clear();
        List<ClosedPlay> ofRestored = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          byte[] names = names("a|b", "t" + checkpoint + "-" + i % 50);
          add(restored, names, report(time + i, EventType.SEEK, null, "wifi"), until);
        }
        assertThat(restored.size()).isEqualTo(sessions.size());
        sessions.advance(Long.MAX_VALUE / 2, heard, (session, play) -> ledger.add(play));
        restored.advance(Long.MAX_VALUE / 2, heard, (session, play) -> ofRestored.add(play));
        assertThat(ofRestored).containsExactlyInAnyOrderElementsOf(ledger);
        assertThat(before).isNotEmpty();
        assertThat(sessions.size()).isZero();
        sessions.writeTo(store);
        assertThat(store.pages).isEmpty();
        ledger.clear();
      }
    }
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsNotTracked() {
    OpenSessions sessions = new OpenSessions(RULES, HORIZON, DIMENSIONS, 1, 1, hash -> 0);
    Report report = report(1000, EventType.PLAY_START, null, "wifi");
    assertThat(add(sessions, names("a", "s"), report, 0)).isEqualTo(Taken.TAKEN);
    assertThat(add(sessions, names("a", "t"), report, 0)).isEqualTo(Taken.UNTRACKED);
    assertThat(add(sessions, names("a", "s"), report, 0)).isEqualTo(Taken.TAKEN);
  }

  /** Of whom no plays are tracked, the time rendered is what the events sum up. */
  @Test
  void whatIsSummedUpWithoutAPlaceCountsWhateverStateIsSaid() {
    OpenSessions sessions = new OpenSessions(RULES, HORIZON, DIMENSIONS, 0, 1, hash -> 0);
    add(sessions, NAMES, summing(1000, null), 0);
    assertThat(summed).isZero();
    add(sessions, NAMES, summing(2000, PlayerState.PLAYING), 0);
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
    return new OpenSessions(RULES, HORIZON, dimensions, 10, 1, hash -> 0);
  }

  private void report(
      OpenSessions sessions, long time, EventType type, PlayerState state, String network) {
    assertThat(add(sessions, NAMES, report(time, type, state, network), time - 500))
        .isEqualTo(Taken.TAKEN);
    levels.clear();
  }

  private Taken add(OpenSessions sessions, byte[] names, Report report, long watermark) {
    return sessions.add(names, 0, names.length, report, watermark, heard);
  }

  private static byte[] names(String app, String session) {
    ByteWriter out = new ByteWriter();
    out.putText(app);
    out.putText(session);
    return out.copy();
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
