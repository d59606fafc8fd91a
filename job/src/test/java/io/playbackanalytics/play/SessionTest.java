package io.playbackanalytics.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a session tells does not depend on the order in which its reports come. */
class SessionTest {

  private static final Duration HORIZON = Duration.ofSeconds(36);
  private static final byte[] NAMES = {2, 'a', 2, 's'};
  private static final Tags UNKNOWN = Tags.of(List.of("", ""));
  private static final PlayRules RULES = rules(Accounting.AUTO);
  private static final Tracking TRACKING = new Tracking(RULES, HORIZON, UNKNOWN);

  private final Heard heard = new Heard();
  private final List<ClosedPlay> ledger = new ArrayList<>();
  private Session session = new Session(TRACKING);
  private long watermark = -1_000_000;

  /**
   * Reports of any kind, in any order that lateness allows, with what their silence closes in
   * between: cohorts and ledger are those of the same reports in the order of their times. Each
   * play is closed once, and its states fill the time from its first to its last evidence.
   */
  @Property(seed = "7", tries = 3000)
  void orderDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Report> reports = reports(random);
    long allowedMs = random.nextInt(30_000);
    Map<Report, Long> arrivals = new TreeMap<>(Comparator.comparingLong(Report::time));
    reports.forEach(report -> arrivals.put(report, report.time() + (long) random.nextInt(30_000)));
    List<Report> arriving = new ArrayList<>(reports);
    arriving.sort(Comparator.comparingLong(arrivals::get));
    restart();
    for (Report report : arriving) {
      advance(arrivals.get(report) - allowedMs);
      assertThat(session.add(report, watermark, heard)).isEqualTo(Taken.TAKEN);
      if (random.nextBoolean()) {
        repack();
      }
    }
    advance(Long.MAX_VALUE / 2);
    Map<String, Long> inDisorder = heard.amounts();
    List<ClosedPlay> ledgerInDisorder = List.copyOf(ledger);
    assertThat(session.isOver(watermark)).isTrue();

    restart();
    for (Report report : reports) {
      session.add(report, watermark, heard);
    }
    advance(Long.MAX_VALUE / 2);
    assertThat(ledgerInDisorder).containsExactlyElementsOf(ledger);
    assertThat(inDisorder).isEqualTo(heard.amounts());
    assertAddsUp();
  }

  private void assertAddsUp() {
    long plays = heard.count(PlayCount.PLAYS);
    assertThat(ledger).hasSize((int) plays);
    long outcomes = 0;
    for (PlayCount count :
        List.of(
            PlayCount.ENDED,
            PlayCount.QUIT,
            PlayCount.REPLACED,
            PlayCount.ABANDONED,
            PlayCount.EXITS_BEFORE_START,
            PlayCount.STARTUP_FAILURES,
            PlayCount.PLAYBACK_FAILURES,
            PlayCount.BUSINESS_EXCEPTIONS)) {
      outcomes += heard.count(count);
    }
    assertThat(outcomes).isEqualTo(plays);
    for (ClosedPlay play : ledger) {
      long inStates = 0;
      for (PlayLevel level :
          List.of(
              PlayLevel.STARTING,
              PlayLevel.PLAYING,
              PlayLevel.PLAYING_BESIDE,
              PlayLevel.STALLED,
              PlayLevel.STALLED_BESIDE,
              PlayLevel.SEEK_WAIT,
              PlayLevel.PAUSED,
              PlayLevel.AD_PLAYING,
              PlayLevel.AD_STALLED)) {
        inStates += play.sums().of(level);
      }
      assertThat(inStates).as(play.toString()).isEqualTo(play.closedAt() - play.openedAt());
    }
    for (PlayLevel level : PlayLevel.values()) {
      assertThat(heard.integral(level))
          .as(level.name())
          .isEqualTo(ledger.stream().mapToLong(play -> play.sums().of(level)).sum());
    }
  }

  @Test
  void aRepeatedReportIsTakenOnce() {
    Report request = report(0, EventType.PLAY_REQUEST, null);
    Report same = withId(request, 5);
    assertThat(session.add(same, watermark, heard)).isEqualTo(Taken.TAKEN);
    assertThat(session.add(same, watermark, heard)).isEqualTo(Taken.REPEATED);
    assertThat(session.add(request, watermark, heard)).isEqualTo(Taken.TAKEN);
    assertThat(heard.count(PlayCount.ATTEMPTS)).isEqualTo(2);
  }

  /** The ledger is right, whatever the windows can still take. */
  @Test
  void aStallThatEndedLongAgoIsCorrectedAsLongAsThePlayIsOpen() {
    add(0, EventType.PLAY_REQUEST);
    add(1000, EventType.PLAY_START);
    add(10_000, EventType.BUFFER_START);
    for (int time = 16_000; time <= 206_000; time += 10_000) {
      add(time, EventType.HEARTBEAT);
    }
    advance(205_000);
    assertThat(session.add(report(13_000, EventType.BUFFER_END, null), watermark, heard))
        .isEqualTo(Taken.TAKEN);
    add(210_000, EventType.PLAY_END);
    advance(1_000_000);
    assertThat(ledger).hasSize(1);
    assertThat(ledger.get(0).sums().of(PlayLevel.STALLED_BESIDE)).isEqualTo(3000);
    assertThat(ledger.get(0).sums().of(PlayLevel.PLAYING_BESIDE)).isEqualTo(206_000);
    assertThat(ledger.get(0).outcome()).isEqualTo(Outcome.ENDED);
  }

  @Test
  void whatIsOfAPlayThatWasHandedOnComesTooLate() {
    add(0, EventType.PLAY_REQUEST);
    add(5000, EventType.PLAY_END);
    advance(200_000);
    assertThat(ledger).hasSize(1);
    assertThat(session.add(report(1000, EventType.PLAY_START, null), watermark, heard))
        .isEqualTo(Taken.TOO_LATE);
  }

  /** Its own sums, which were counted with the events, are taken back from where they were. */
  @Test
  void aPlayThatEverSaysItsStateIsMeasuredByItsStatesFromTheBeginning() {
    add(0, EventType.PLAY_REQUEST);
    add(1000, EventType.PLAY_START);
    session.add(summing(10_000, null), watermark, heard);
    assertThat(heard.count(PlayCount.SUMMED_PLAY_MS)).isZero();
    assertThat(heard.integralUpTo(PlayLevel.PLAYING, 20_000)).isZero();
    session.add(summing(20_000, PlayerState.PLAYING), watermark, heard);
    assertThat(heard.count(PlayCount.SUMMED_PLAY_MS)).isEqualTo(-9000);
    assertThat(heard.integralUpTo(PlayLevel.PLAYING, 20_000)).isEqualTo(19_000);
    assertThat(heard.integralUpTo(PlayLevel.PLAYING_BESIDE, 20_000)).isZero();
  }

  /** What an event with a state sums up is left to the play; where there is none, it counts. */
  @Test
  void whatIsSummedUpOutsideOfPlaysCountsWhateverStateIsSaid() {
    session.add(summing(10_000, PlayerState.PAUSED), watermark, heard);
    assertThat(session.isOpen()).isFalse();
    assertThat(heard.count(PlayCount.SUMMED_PLAY_MS)).isEqualTo(9000);
    session.add(summing(20_000, null), watermark, heard);
    assertThat(heard.count(PlayCount.SUMMED_PLAY_MS)).isEqualTo(9000);
    session.add(summing(30_000, PlayerState.PLAYING), watermark, heard);
    assertThat(session.isOpen()).isTrue();
    assertThat(heard.count(PlayCount.SUMMED_PLAY_MS)).isEqualTo(9000);
  }

  @Test
  void aSessionIsForgottenOnceNothingWasHeardOfItForLongerThanAPauseMayTake() {
    assertThat(session.isOver(Long.MAX_VALUE)).isTrue();
    add(0, EventType.PLAY_REQUEST);
    add(1000, EventType.PLAY_END);
    long forgotten = 1000 + Duration.ofHours(1).plusSeconds(30).plus(HORIZON).toMillis();
    advance(forgotten - 1);
    assertThat(ledger).hasSize(1);
    assertThat(session.isOver(watermark)).isFalse();
    assertThat(session.due()).isEqualTo(forgotten);
    advance(session.due());
    assertThat(session.isOver(watermark)).isTrue();
  }

  /** There is nothing to close where nothing was ever played. */
  @Test
  void theEndClosesNoPlayThatIsNotThere() {
    add(0, EventType.DECODE_OK);
    add(1000, EventType.HEARTBEAT);
    advance(Long.MAX_VALUE);
    assertThat(ledger).isEmpty();
    assertThat(heard.amounts()).isEmpty();
    assertThat(session.isOver(watermark)).isTrue();
  }

  /** A heartbeat may still show that it went on, and has not to say again who it is of. */
  @Test
  void aPlayThatFellSilentMayGoOnForAsLongAsAPauseMayTake() {
    add(0, EventType.PLAY_START);
    advance(3_000_000);
    assertThat(session.isOver(watermark)).isFalse();
    add(3_000_001, EventType.HEARTBEAT);
    assertThat(session.isOpen()).isTrue();
    advance(7_000_000);
    assertThat(session.isOver(watermark)).isTrue();
  }

  /** Of a play that never ends little is kept. */
  @Test
  void aLongPlayIsKeptInLittle() {
    add(0, EventType.PLAY_START);
    for (int time = 10_000; time <= 36_000_000; time += 10_000) {
      add(time, time % 60_000 == 0 ? EventType.PAUSE : EventType.RESUME);
      advance(time - 5000L);
    }
    assertThat(session.kept()).isLessThan(100);
    add(36_001_000, EventType.PLAY_END);
    advance(40_000_000);
    assertThat(ledger).hasSize(1);
    assertThat(ledger.get(0).sums().of(PlayLevel.PAUSED)).isEqualTo(5_991_000L);
  }

  private void restart() {
    session = new Session(TRACKING);
    heard.clear();
    ledger.clear();
    watermark = -1_000_000;
  }

  private void advance(long to) {
    watermark = Math.max(watermark, to);
    session.advance(watermark, heard, ledger::add);
  }

  private void add(long time, EventType type) {
    session.add(report(time, type, null), watermark, heard);
  }

  private static List<Report> reports(Random random) {
    List<Report> reports = new ArrayList<>();
    boolean saysStates = random.nextBoolean();
    long time = random.nextInt(1000);
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      time += 1 + step(random);
      EventType[] types = EventType.values();
      EventType type =
          random.nextInt(3) == 0 ? EventType.HEARTBEAT : types[random.nextInt(types.length)];
      PlayerState[] states = PlayerState.values();
      PlayerState state =
          saysStates && random.nextInt(3) == 0 ? states[random.nextInt(states.length)] : null;
      reports.add(
          new Report(
              time,
              random.nextInt(4) == 0 ? random.nextInt(50) : Report.NOTHING,
              0,
              type,
              state,
              random.nextBoolean(),
              true,
              amounts(random),
              Tags.of(List.of(word(random), word(random)))));
    }
    return reports;
  }

  private static int step(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> random.nextInt(1500);
      case 3 -> random.nextInt(60_000);
      case 4 -> random.nextInt(400_000);
      default -> random.nextInt(15_000);
    };
  }

  /** However they are packed, sessions tell the same at every step. */
  @Property(seed = "8", tries = 2000)
  void packedSessionsTellTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    List<Report> reports = reports(random);
    int disorderMs = random.nextBoolean() ? 1 : random.nextInt(40_000) + 1;
    Map<Report, Long> arrivals = new TreeMap<>(Comparator.comparingLong(Report::time));
    reports.forEach(
        report -> arrivals.put(report, report.time() + (long) random.nextInt(disorderMs)));
    List<Report> arriving = new ArrayList<>(reports);
    arriving.sort(Comparator.comparingLong(arrivals::get));
    restart();
    OpenSessions packed =
        new OpenSessions(
            RULES, HORIZON, List.of(Dimension.APP, Dimension.NETWORK), 1, 1, hash -> 0);
    Heard heardOfPacked = new Heard();
    List<ClosedPlay> ledgerOfPacked = new ArrayList<>();
    for (Report report : arriving) {
      long now = arrivals.get(report) - random.nextInt(30_000);
      advance(now);
      packed.advance(watermark, heardOfPacked, (key, play) -> ledgerOfPacked.add(play));
      Report said = random.nextBoolean() ? report : withId(report, random.nextLong());
      for (int times = said.id() != 0 && random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
        assertThat(packed.add(NAMES, 0, NAMES.length, said, watermark, heardOfPacked))
            .isEqualTo(session.add(said, watermark, heard));
      }
      assertThat(heardOfPacked.amounts()).isEqualTo(heard.amounts());
    }
    advance(Long.MAX_VALUE / 2);
    packed.advance(watermark, heardOfPacked, (key, play) -> ledgerOfPacked.add(play));
    assertThat(heardOfPacked.amounts()).isEqualTo(heard.amounts());
    assertThat(ledgerOfPacked).containsExactlyElementsOf(ledger);
    assertThat(packed.size()).isZero();
  }

  /** It goes on as if it had stayed. */
  private void repack() {
    ByteWriter front = new ByteWriter();
    ByteWriter back = new ByteWriter();
    session.writeTo(front, back);
    TagsReader tags = TagsReader.ofSame(2);
    session =
        Session.read(
            SessionFront.read(TRACKING, tags, new ByteReader(front.copy())),
            TRACKING,
            tags,
            session.due() - 1,
            new ByteReader(back.copy()));
    ByteWriter frontAgain = new ByteWriter();
    ByteWriter backAgain = new ByteWriter();
    session.writeTo(frontAgain, backAgain);
    assertThat(frontAgain.copy()).isEqualTo(front.copy());
    assertThat(backAgain.copy()).isEqualTo(back.copy());
  }

  private static String word(Random random) {
    return random.nextInt(3) > 0 ? "" : random.nextBoolean() ? "x" : "y";
  }

  private static Report.Amounts amounts(Random random) {
    if (random.nextBoolean()) {
      return Report.Amounts.NONE;
    }
    return new Report.Amounts(
        maybe(random, 3000),
        maybe(random, 10_000),
        maybe(random, 10_000),
        maybe(random, 3),
        maybe(random, 3),
        maybe(random, 2),
        maybe(random, 2));
  }

  private static int maybe(Random random, int below) {
    return random.nextInt(3) == 0 ? random.nextInt(below) : Report.NOTHING;
  }

  private static Report report(long time, EventType type, PlayerState state) {
    return new Report(
        time, Report.NOTHING, 0, type, state, false, true, Report.Amounts.NONE, UNKNOWN);
  }

  private static Report withId(Report report, long id) {
    return new Report(
        report.time(),
        report.seq(),
        id,
        report.type(),
        report.state(),
        report.business(),
        report.counted(),
        report.amounts(),
        report.tags());
  }

  private static Report summing(long time, PlayerState state) {
    int none = Report.NOTHING;
    return new Report(
        time,
        none,
        0,
        EventType.HEARTBEAT,
        state,
        false,
        true,
        new Report.Amounts(none, 9000, none, none, none, none, none),
        UNKNOWN);
  }

  private static PlayRules rules(Accounting accounting) {
    return new PlayRules(
        accounting,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
  }

  /** All that was told, added up by what it is of. */
  private static final class Heard implements PlaySink {

    private final Map<String, Long> amounts = new TreeMap<>();
    private final Map<PlayLevel, Map<Long, Long>> levels = new TreeMap<>();
    private final Map<PlayCount, Long> counts = new TreeMap<>();

    void clear() {
      amounts.clear();
      levels.clear();
      counts.clear();
    }

    @Override
    public void level(Tags tags, PlayLevel level, long from, long change) {
      amounts.merge(level + " " + tags + " " + from, change, Long::sum);
      levels.computeIfAbsent(level, unused -> new TreeMap<>()).merge(from, change, Long::sum);
    }

    @Override
    public void count(Tags tags, PlayCount count, long at, long n) {
      amounts.merge(count + " " + tags + " " + at, n, Long::sum);
      counts.merge(count, n, Long::sum);
    }

    @Override
    public void startup(Tags tags, long at, long ms, int n) {
      amounts.merge("STARTUP " + tags + " " + at + " " + ms, (long) n, Long::sum);
    }

    Map<String, Long> amounts() {
      Map<String, Long> nonzero = new TreeMap<>(amounts);
      nonzero.values().removeIf(amount -> amount == 0);
      // What a player had summed up longer ago than any window is open is not taken back.
      nonzero.keySet().removeIf(what -> what.startsWith("SUMMED_"));
      return nonzero;
    }

    long count(PlayCount count) {
      return counts.getOrDefault(count, 0L);
    }

    /** Over all time; whatever begins ends. */
    long integral(PlayLevel level) {
      long sum = 0;
      for (Map.Entry<Long, Long> change : levels.getOrDefault(level, Map.of()).entrySet()) {
        sum -= change.getKey() * change.getValue();
      }
      return sum;
    }

    long integralUpTo(PlayLevel level, long time) {
      long sum = 0;
      for (Map.Entry<Long, Long> change : levels.getOrDefault(level, Map.of()).entrySet()) {
        sum += (time - change.getKey()) * change.getValue();
      }
      return sum;
    }
  }
}
