package io.playbackanalytics.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The plays of one session. Reports may come in any order: what was told to the cohorts is always
 * what follows from all reports so far, in the order of their times. One that comes in order costs
 * a step of the state machine; another one, a walk over the reports that are kept, of which the
 * differences are told.
 *
 * <p>Reports are kept as long as a late one may come before them, those of an open play longer: the
 * ledger is right also where windows are no longer revised. Those that changed nothing are then
 * kept in the one before.
 */
public final class Session {

  /**
   * Beyond so many reports that are old and changed something, the oldest can no longer be preceded
   * by others: each that comes out of order costs a walk over all that are kept.
   */
  private static final int MOST_OLD = 16;

  /** Beyond so many in all none can, however young they are. */
  private static final int MOST = 2000;

  static final long NEVER = Long.MIN_VALUE;

  // Which of them are written.
  private static final int FIXED = 1;
  private static final int SILENCE = 1 << 1;

  private final Tracking tracking;

  /** As of before the first report of {@link #log}; shared as long as there was none. */
  private PlayMachine base;

  /** As of the last one, and of the watermark. */
  private PlayMachine newest;

  private final List<LoggedReport> log = new ArrayList<>();

  /** How many of them are known to be old. */
  private int old;

  /** The ids in {@link #log}, and some that were. */
  private IdFilter ids = new IdFilter();

  /** Closed since {@link #base}, in order. */
  private final List<ClosedPlay> closed = new ArrayList<>();

  /** When plays were opened of which a report in {@link #log} says the state. */
  private final List<Long> saidStates = new ArrayList<>(0);

  /** Before this, nothing can be changed any more. */
  private long fixedUpTo = NEVER;

  /** Up to here plays were closed because nothing had come. */
  private long closedBySilenceUpTo = NEVER;

  /** A session of which nothing is known. */
  public Session(Tracking tracking) {
    this(tracking, tracking.fresh);
    newest = base.copy();
  }

  private Session(Tracking tracking, PlayMachine base) {
    this.tracking = tracking;
    this.base = base;
    newest = base;
  }

  /**
   * Takes a report. {@link #advance} has been called for {@code watermark}.
   *
   * @param out hears what changes for the cohorts
   */
  public Taken add(Report report, long watermark, PlaySink out) {
    if (report.time() < fixedUpTo) {
      return Taken.TOO_LATE;
    }
    boolean mayHaveItsId = ids.mayHave(report);
    int at = log.size();
    for (int i = log.size() - 1; i >= 0; i--) {
      Report other = log.get(i).report;
      if (other.isSentAgainBy(report)) {
        out.count(report.tags(), PlayCount.REPORTS_REPEATED, report.time(), 1);
        return Taken.REPEATED;
      }
      if (other.isAfter(report)) {
        at = i;
      } else if (other.time() < report.time() && !mayHaveItsId) {
        break;
      }
    }
    if (mayHaveItsId) {
      findIds();
    }
    ids.add(report);
    boolean isLast =
        at == log.size()
            && report.time() > closedBySilenceUpTo
            && (at == 0 || log.get(at - 1).heardUntil <= report.time());
    if (isLast && !changesTheMeaningOfOthers(report)) {
      LoggedReport logged = new LoggedReport(report);
      log.add(logged);
      logged.isQuiet = newest.apply(report, false, this::saysStates, live(out));
    } else {
      insert(at, report, watermark, out);
    }
    compact(watermark);
    return Taken.TAKEN;
  }

  private void findIds() {
    ids.clear();
    log.forEach(logged -> ids.add(logged.report));
  }

  /** Whether what the reports before it have told is to be seen in another light. */
  private boolean changesTheMeaningOfOthers(Report report) {
    return newest.isFirstToSayState(report)
        || (report.act() == Act.BUFFER && mayBelongToASeek(report));
  }

  private boolean mayBelongToASeek(Report report) {
    for (int i = log.size() - 1; i >= 0 && isWithinGrace(log.get(i).report, report); i--) {
      if (log.get(i).report.act() == Act.MOVE) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithinGrace(Report seek, Report later) {
    return tracking.isWithinGrace(seek.time(), later.time());
  }

  /**
   * Whether the viewer will wait after a seek: data runs out so soon after it, or after another one
   * that follows so soon.
   */
  private boolean makesWait(int at) {
    Report seek = log.get(at).report;
    if (seek.act() != Act.MOVE) {
      return false;
    }
    for (int i = at + 1; i < log.size() && isWithinGrace(seek, log.get(i).report); i++) {
      Report next = log.get(i).report;
      switch (next.act()) {
        case MOVE -> seek = next;
        case BUFFER -> {
          return true;
        }
        case PAUSE, RESUME, SIGN_OF_LIFE, ASIDE, PRELOAD -> {
          // Data may still run out.
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private void insert(int at, Report report, long watermark, PlaySink out) {
    Net net = new Net();
    closed.clear();
    int same = report.state() == null && nobodySaysStates() ? untouchedBy(at, report) : 0;
    PlayMachine machine = copyOfBase();
    replay(machine, 0, same, new Effects(PlaySink.NOBODY, closed::add));
    replayToTheEnd(machine.copy(), same, watermark, new Effects(net.times(-1), play -> {}));
    LoggedReport logged = new LoggedReport(report);
    if (at > 0 && log.get(at - 1).heardUntil > report.time()) {
      logged.heardUntil = log.get(at - 1).heardUntil;
      log.get(at - 1).heardUntil = report.time();
    }
    log.add(at, logged);
    old = Math.min(old, at);
    if (same == 0) {
      findWhoSaysStates();
      machine = copyOfBase();
    }
    newest = machine;
    Effects now = new Effects(net.times(1), closed::add);
    for (int i = same; i < log.size(); i++) {
      log.get(i).isQuiet = replay(machine, i, now);
    }
    machine.advance(watermark, now);
    net.drainTo(out);
  }

  /**
   * How many reports mean the same with a report at {@code at} as without: not the one before it,
   * nor a seek that it, or what follows on it, may belong to.
   */
  private int untouchedBy(int at, Report report) {
    int same = at;
    Report touched = report;
    while (same > 0 && isWithinGrace(log.get(same - 1).report, touched)) {
      same--;
      touched = log.get(same).report.act() == Act.MOVE ? log.get(same).report : touched;
    }
    return Math.min(same, Math.max(at - 1, 0));
  }

  private boolean nobodySaysStates() {
    return tracking.rules.accounting() != Accounting.AUTO
        || log.stream().allMatch(logged -> logged.report.state() == null);
  }

  private void findWhoSaysStates() {
    saidStates.clear();
    if (nobodySaysStates()) {
      return;
    }
    while (findsOneMoreThatSaysStates()) {
      // That one may have changed where the next play begins.
    }
  }

  private boolean findsOneMoreThatSaysStates() {
    Effects nobody = new Effects(PlaySink.NOBODY, play -> {});
    PlayMachine machine = copyOfBase();
    for (int i = 0; i < log.size(); i++) {
      LoggedReport logged = log.get(i);
      machine.closeBefore(logged.report.time(), nobody);
      if (machine.isFirstToSayState(logged.report)) {
        saidStates.add(machine.openedAt());
        return true;
      }
      machine.apply(logged.report, makesWait(i), this::saysStates, nobody);
      machine.hear(logged);
    }
    return false;
  }

  private PlayMachine replayAll(long watermark, PlaySink out) {
    PlayMachine machine = copyOfBase();
    replayToTheEnd(machine, 0, watermark, live(out));
    return machine;
  }

  private void replayToTheEnd(PlayMachine machine, int from, long watermark, Effects out) {
    replay(machine, from, log.size(), out);
    machine.advance(watermark, out);
  }

  private void replay(PlayMachine machine, int from, int to, Effects out) {
    for (int i = from; i < to; i++) {
      boolean unused = replay(machine, i, out);
    }
  }

  /** Returns whether the report is quiet. */
  private boolean replay(PlayMachine machine, int i, Effects out) {
    LoggedReport logged = log.get(i);
    boolean isQuiet = machine.apply(logged.report, makesWait(i), this::saysStates, out);
    machine.hear(logged);
    return isQuiet;
  }

  /** Knows what the reports after it say. */
  private PlayMachine copyOfBase() {
    PlayMachine copy = base.copy();
    if (copy.isOpen() && saysStates(copy.openedAt())) {
      copy.beginToSayStates();
    }
    return copy;
  }

  private boolean saysStates(long openedAt) {
    return saidStates.contains(openedAt);
  }

  /**
   * Closes what is over at {@code watermark}, and hands on the plays of which nothing changes any
   * more.
   *
   * @param out hears what changes for the cohorts
   * @param ledger gets each play once
   */
  public void advance(long watermark, PlaySink out, Consumer<ClosedPlay> ledger) {
    if (newest.isOpen() && newest.deadline() <= watermark) {
      newest.advance(watermark, live(out));
      closedBySilenceUpTo = closed.get(closed.size() - 1).countedAt();
    }
    while (!closed.isEmpty()
        && (isSettled(closed.get(0).countedAt(), watermark) || log.size() > MOST)) {
      ledger.accept(closed.remove(0));
      passClosing();
    }
    compact(watermark);
  }

  private boolean isSettled(long time, long watermark) {
    return tracking.settledAt(time) <= watermark;
  }

  /** Moves {@link #base} behind the next play that is closed. */
  private void passClosing() {
    List<ClosedPlay> passed = new ArrayList<>(1);
    Effects effects = new Effects(PlaySink.NOBODY, passed::add);
    ownBase();
    while (passed.isEmpty() && !log.isEmpty()) {
      base.closeBefore(log.get(0).report.time(), effects);
      if (passed.isEmpty()) {
        passFirst(effects);
      }
    }
    if (passed.isEmpty()) {
      base.advance(Long.MAX_VALUE, effects);
    }
    ClosedPlay play = passed.get(0);
    fixedUpTo = Math.max(fixedUpTo, play.countedAt());
    saidStates.remove(play.openedAt());
  }

  private void ownBase() {
    if (base == tracking.fresh) {
      base = base.copy();
    }
  }

  private void passFirst(Effects effects) {
    boolean makesWait = makesWait(0);
    LoggedReport first = log.remove(0);
    old = Math.max(old - 1, 0);
    ownBase();
    base.closeBefore(first.report.time(), effects);
    if (base.isFirstToSayState(first.report)) {
      base.beginToSayStates();
    }
    // A report that is not passed yet may turn out to be of another play.
    base.apply(first.report, makesWait, openedAt -> false, effects);
    base.hear(first);
    fixedUpTo = Math.max(fixedUpTo, first.heardUntil);
  }

  /** Keeps what is needed of the reports that nothing in the windows can precede any more. */
  private void compact(long watermark) {
    while (old < log.size() && isSettled(log.get(old).report.time(), watermark)) {
      if (old > 0 && log.get(old).isToldBy(log.get(old - 1))) {
        log.get(old - 1).takeUp(log.remove(old));
      } else {
        old++;
      }
    }
    while (closed.isEmpty() && (old > MOST_OLD || log.size() > MOST)) {
      passFirst(new Effects(PlaySink.NOBODY, play -> {}));
    }
  }

  /** The watermark at which {@link #advance} has something to do; never if {@link #isOver}. */
  public long due() {
    return tracking.dueAt(
        newest, closed.isEmpty() ? Long.MAX_VALUE : tracking.settledAt(closed.get(0).countedAt()));
  }

  /** Whether nothing of it is needed any more at {@code watermark}. */
  public boolean isOver(long watermark) {
    return !newest.isOpen() && closed.isEmpty() && tracking.forgottenAt(newest) <= watermark;
  }

  /** What it takes to take a report that comes behind all others. */
  private SessionFront front() {
    LoggedReport last = log.isEmpty() ? null : log.get(log.size() - 1);
    return SessionFront.of(
        tracking,
        newest,
        log.size(),
        last == null ? NEVER : last.report.time(),
        Math.max(
            fixedUpTo, Math.max(closedBySilenceUpTo, last == null ? NEVER : last.heardUntil) + 1),
        movedAt(),
        ids,
        closed.isEmpty() ? NEVER : closed.get(0).countedAt());
  }

  private long movedAt() {
    for (int i = log.size() - 1; i >= 0; i--) {
      if (log.get(i).report.act() == Act.MOVE) {
        return log.get(i).report.time();
      }
    }
    return NEVER;
  }

  /** Whether a play is open. */
  boolean isOpen() {
    return newest.isOpen();
  }

  /**
   * Writes all that it knows, in a format that never changes without a version of its own: what the
   * reports were told from, and these, behind which others may be written.
   *
   * @param front gets what the next report has to know
   */
  void writeTo(ByteWriter front, ByteWriter out) {
    front().writeTo(front);
    base.writeTo(out);
    long since = base.lastEvidence();
    out.put((fixedUpTo == NEVER ? 0 : FIXED) | (closedBySilenceUpTo == NEVER ? 0 : SILENCE));
    if (fixedUpTo != NEVER) {
      out.putLong(fixedUpTo - since);
    }
    if (closedBySilenceUpTo != NEVER) {
      out.putLong(closedBySilenceUpTo - since);
    }
    out.putLong(saidStates.size());
    for (long openedAt : saidStates) {
      out.putLong(openedAt - since);
    }
    Tags before = base.tags();
    for (LoggedReport logged : log) {
      logged.writeTo(since, before, out);
      since = logged.report.time();
      before = logged.tagsAfter(before);
    }
  }

  /**
   * What was written.
   *
   * @param front was read already, and changes with the session from then on
   * @param tags reads those that were written
   * @param watermark up to which nothing became of it by itself since
   * @param in has the rest
   */
  static Session read(
      SessionFront front, Tracking tracking, TagsReader tags, long watermark, ByteReader in) {
    Session session = readAllButTheNewest(front, tracking, tags, in);
    if (front.hasClosed()) {
      session.newest = session.replayAll(watermark, PlaySink.NOBODY);
    } else {
      session.newest = front.newest();
    }
    return session;
  }

  /**
   * What was written.
   *
   * @param watermark that of when it was
   * @param out hears once more all that follows from what is kept
   */
  static Session restore(
      SessionFront front,
      Tracking tracking,
      TagsReader tags,
      long watermark,
      ByteReader in,
      PlaySink out) {
    Session session = readAllButTheNewest(front, tracking, tags, in);
    session.base.tellShown(out);
    session.newest = session.replayAll(watermark, out);
    return session;
  }

  private static Session readAllButTheNewest(
      SessionFront front, Tracking tracking, TagsReader tags, ByteReader in) {
    Session session = new Session(tracking, PlayMachine.read(tracking, tags, in));
    session.ids = front.ids();
    long since = session.base.lastEvidence();
    int there = in.next();
    session.fixedUpTo = (there & FIXED) == 0 ? NEVER : since + in.nextLong();
    session.closedBySilenceUpTo = (there & SILENCE) == 0 ? NEVER : since + in.nextLong();
    for (int i = in.nextInt(); i > 0; i--) {
      session.saidStates.add(since + in.nextLong());
    }
    Tags before = session.base.tags();
    for (int i = front.reports(); i > 0; i--) {
      LoggedReport logged = LoggedReport.read(since, before, tags, in);
      session.log.add(logged);
      since = logged.report.time();
      before = logged.tagsAfter(before);
    }
    return session;
  }

  /** How many reports are kept. */
  int kept() {
    return log.size();
  }

  private Effects live(PlaySink out) {
    return new Effects(out, closed::add);
  }
}
