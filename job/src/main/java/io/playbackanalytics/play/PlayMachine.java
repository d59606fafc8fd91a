package io.playbackanalytics.play;

import io.playbackanalytics.event.EventType;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The play of a session, as of its last report: a state that follows from four flags, and what it
 * has added up so far. Takes reports in the order of their times only.
 */
final class PlayMachine {

  /** A start-up time that is further off the timestamps is counted. */
  private static final Duration STARTUP_TOLERANCE = Duration.ofSeconds(1);

  private static final Closing[] CLOSINGS = Closing.values();

  /** More in a row are not lost, but were never sent. */
  private static final long MOST_MISSING = 1000;

  private final PlayRules rules;

  // Of the session.
  private Tags tags;
  private boolean hidden;
  private boolean ad;
  private long lastSeq = Report.NOTHING;
  private Closing last = Closing.NEVER;

  // Of the play, if one is open.
  private boolean isOpen;
  private boolean isAttempt;
  private boolean byStates;
  private boolean started;
  private boolean paused;
  private boolean buffering;
  private boolean seeking;

  /** While paused the viewer moved the playhead: buffering that begins belongs to that. */
  private boolean movedInPause;

  /** Whether what goes on was counted, so that it is counted once. */
  private boolean stallCounted;

  private boolean adStallCounted;
  private boolean seekWaitCounted;
  private int bitrateKbps = Report.NOTHING;
  private int latencyMs = Report.NOTHING;
  private long openedAt;
  private long lastEvidence;
  private long startupMs = Report.NOTHING;
  private ClosedPlay.Sums sums = new ClosedPlay.Sums();

  /** How often anything was counted. */
  private int counted;

  // What the cohorts were told.
  private Shape shown = Shape.NONE;
  private Tags shownTags;
  private long shownSince;

  /** Since when the play is in its state, whatever else has changed. */
  private long inStateSince;

  PlayMachine(PlayRules rules, Tags unknown) {
    this.rules = rules;
    tags = unknown;
    shownTags = unknown;
  }

  PlayMachine copy() {
    PlayMachine copy = new PlayMachine(rules, tags);
    copy.hidden = hidden;
    copy.ad = ad;
    copy.lastSeq = lastSeq;
    copy.last = last;
    copy.isOpen = isOpen;
    copy.isAttempt = isAttempt;
    copy.byStates = byStates;
    copy.started = started;
    copy.paused = paused;
    copy.buffering = buffering;
    copy.seeking = seeking;
    copy.movedInPause = movedInPause;
    copy.stallCounted = stallCounted;
    copy.adStallCounted = adStallCounted;
    copy.seekWaitCounted = seekWaitCounted;
    copy.bitrateKbps = bitrateKbps;
    copy.latencyMs = latencyMs;
    copy.openedAt = openedAt;
    copy.lastEvidence = lastEvidence;
    copy.startupMs = startupMs;
    copy.sums = sums.copy();
    copy.shown = shown;
    copy.shownTags = shownTags;
    copy.shownSince = shownSince;
    copy.inStateSince = inStateSince;
    return copy;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** What the session has said of itself last. */
  Tags tags() {
    return tags;
  }

  /** When the open play was opened. */
  long openedAt() {
    return openedAt;
  }

  /** Whether the report is the first to say the state of the open play, whose time is summed up. */
  boolean isFirstToSayState(Report report) {
    return rules.accounting() == Accounting.AUTO
        && report.state() != null
        && isOpen
        && !byStates
        && !asksForTheNext(report.act());
  }

  /** Whether it replaces the play that is open. */
  private boolean asksForTheNext(Act act) {
    return act == Act.REQUEST || (act == Act.REQUEST_UNLESS_STARTING && started);
  }

  long lastEvidence() {
    return lastEvidence;
  }

  /** When the open play is closed if nothing is heard; {@link Long#MAX_VALUE} if none is open. */
  long deadline() {
    return isOpen ? Math.min(silentAt(), capAt()) : Long.MAX_VALUE;
  }

  private long silentAt() {
    return lastEvidence + (hidden ? rules.hiddenSilence() : rules.silence()).toMillis();
  }

  private long capAt() {
    return switch (state()) {
      case STALLED -> inStateSince + rules.stallCap().toMillis();
      case PAUSED -> inStateSince + rules.pauseCap().toMillis();
      default -> Long.MAX_VALUE;
    };
  }

  private PlayState state() {
    if (paused) {
      return PlayState.PAUSED;
    }
    if (!started) {
      return PlayState.STARTING;
    }
    if (seeking) {
      return PlayState.SEEK_WAIT;
    }
    return buffering ? PlayState.STALLED : PlayState.PLAYING;
  }

  /** Nothing was reported up to {@code watermark} that this has not got. */
  void advance(long watermark, Effects out) {
    if (isOpen && deadline() <= watermark) {
      closeOverdue(out);
    }
  }

  /**
   * Closes what is over before a report of that time. One at the very end of the silence still
   * breaks it; a cap is reached all the same.
   */
  void closeBefore(long time, Effects out) {
    if (isOpen && (capAt() <= time ? deadline() <= time : silentAt() < time)) {
      closeOverdue(out);
    }
  }

  /** Its states tell the time of the open play: for the cohorts from the next report on. */
  void beginToSayStates() {
    byStates = true;
  }

  /** Hears once more those that changed nothing. */
  void hear(LoggedReport withQuietOnes) {
    if (withQuietOnes.heardUntil > withQuietOnes.report.time()) {
      lastEvidence = Math.max(lastEvidence, withQuietOnes.heardUntil);
    }
    lastSeq = withQuietOnes.lastSeq == Report.NOTHING ? lastSeq : withQuietOnes.lastSeq;
    if (isOpen && !byStates) {
      sums.add(PlayCount.SUMMED_PLAY_MS, withQuietOnes.playMs);
      sums.add(PlayCount.SUMMED_STALL_MS, withQuietOnes.stallMs);
    }
  }

  /**
   * Takes the next report.
   *
   * @param makesWait whether it is a seek that the viewer will turn out to wait after
   * @param saidStates whether the play that was opened then says its states at some time
   * @return whether it changed nothing but that the player was heard, and what it sums up itself
   */
  boolean apply(Report report, boolean makesWait, LongPredicate saidStates, Effects out) {
    closeBefore(report.time(), out);
    Shape shownBefore = shown;
    Tags tagsBefore = tags;
    int flagsBefore = flags();
    int countedBefore = counted;
    take(report, makesWait, saidStates, out);
    return shown.equals(shownBefore)
        && tags.equals(tagsBefore)
        && flags() == flagsBefore
        && counted == countedBefore;
  }

  /**
   * Writes it, but for what the rules say, and what follows from the rest. The numbers of the
   * enumerations used here are frozen, as is the order of all that is written.
   */
  void writeTo(ByteWriter out) {
    boolean isInShownTags = tags.equals(shownTags);
    out.putLong(flags());
    int ofPlay =
        bit(1, byStates)
            | bit(2, shown.byStates())
            | bit(3, isInShownTags)
            | bit(4, bitrateKbps != Report.NOTHING)
            | bit(5, latencyMs != Report.NOTHING)
            | bit(6, startupMs != Report.NOTHING);
    out.put(bit(0, lastSeq != Report.NOTHING) | (isOpen ? ofPlay : 0));
    out.put(last.index());
    out.putLong(lastEvidence);
    if (lastSeq != Report.NOTHING) {
      out.putLong(lastSeq);
    }
    tags.writeTo(out);
    if (isOpen) {
      writePlayTo(out);
      if (!isInShownTags) {
        shownTags.writeTo(out);
      }
    }
  }

  private void writePlayTo(ByteWriter out) {
    out.putLong(lastEvidence - openedAt);
    out.putLong(lastEvidence - shownSince);
    out.putLong(lastEvidence - inStateSince);
    if (bitrateKbps != Report.NOTHING) {
      out.putLong(bitrateKbps);
    }
    if (latencyMs != Report.NOTHING) {
      out.putLong(latencyMs);
    }
    if (startupMs != Report.NOTHING) {
      out.putLong(startupMs);
    }
    sums.writeTo(out);
  }

  static PlayMachine read(Tracking tracking, TagsReader tags, ByteReader in) {
    PlayMachine machine = new PlayMachine(tracking.rules, tracking.unknown);
    machine.setFlags(in.nextLong());
    int there = in.next();
    machine.last = CLOSINGS[in.next()];
    machine.lastEvidence = in.nextLong();
    machine.lastSeq = isSet(0, there) ? in.nextLong() : Report.NOTHING;
    machine.tags = tags.read(in);
    machine.shownTags = machine.tags;
    if (machine.isOpen) {
      machine.readPlay(there, in);
      machine.shownTags = isSet(3, there) ? machine.tags : tags.read(in);
    }
    return machine;
  }

  private void readPlay(int there, ByteReader in) {
    byStates = isSet(1, there);
    openedAt = lastEvidence - in.nextLong();
    shownSince = lastEvidence - in.nextLong();
    inStateSince = lastEvidence - in.nextLong();
    bitrateKbps = isSet(4, there) ? in.nextInt() : Report.NOTHING;
    latencyMs = isSet(5, there) ? in.nextInt() : Report.NOTHING;
    startupMs = isSet(6, there) ? in.nextLong() : Report.NOTHING;
    sums = ClosedPlay.Sums.read(in);
    shown = new Shape(state(), isSet(2, there), ad, hidden, bitrateKbps, latencyMs);
  }

  /** Tells once more what the cohorts have of it for as long as it stays as it is. */
  void tellShown(PlaySink out) {
    for (PlayLevel level : PlayLevel.values()) {
      long now = shown.of(level);
      if (now != 0) {
        out.level(shownTags, level, shownSince, now);
      }
    }
  }

  /** The order is part of the state's format. */
  private int flags() {
    return bit(0, isOpen)
        | bit(1, isAttempt)
        | bit(2, paused)
        | bit(3, buffering)
        | bit(4, seeking)
        | bit(5, movedInPause)
        | bit(6, stallCounted)
        | bit(7, adStallCounted)
        | bit(8, seekWaitCounted)
        | bit(9, started)
        | bit(10, hidden)
        | bit(11, ad);
  }

  private static int bit(int place, boolean isSet) {
    return isSet ? 1 << place : 0;
  }

  private void setFlags(long flags) {
    isOpen = isSet(0, flags);
    isAttempt = isSet(1, flags);
    paused = isSet(2, flags);
    buffering = isSet(3, flags);
    seeking = isSet(4, flags);
    movedInPause = isSet(5, flags);
    stallCounted = isSet(6, flags);
    adStallCounted = isSet(7, flags);
    seekWaitCounted = isSet(8, flags);
    started = isSet(9, flags);
    hidden = isSet(10, flags);
    ad = isSet(11, flags);
  }

  private static boolean isSet(int place, long flags) {
    return (flags >> place & 1) != 0;
  }

  private void take(Report report, boolean makesWait, LongPredicate saidStates, Effects out) {
    long time = report.time();
    Act act = report.act();
    boolean wasOpen = isOpen;
    if (wasOpen || act == Act.PRELOAD) {
      sumUp(report, out);
    }
    if (act == Act.PRELOAD) {
      preload(report, out);
      return;
    }
    if (isOpen && asksForTheNext(act)) {
      close(Outcome.REPLACED, time, time, Closing.SAID, out);
    }
    tags = tags.updatedBy(report.tags());
    if (!isOpen && act.opens(last)) {
      open(report, saidStates, out);
      started = true;
    }
    lastEvidence = time;
    take(act, report, makesWait, saidStates, out);
    takeAmounts(report, out);
    if (!wasOpen) {
      sumUp(report, out);
    }
    show(time, out);
    takeSeq(report, out);
  }

  private void takeSeq(Report report, Effects out) {
    if (report.seq() == Report.NOTHING) {
      return;
    }
    long missing = lastSeq == Report.NOTHING ? 0 : report.seq() - lastSeq - 1;
    // Smaller, or much greater, they are those of a player that has started anew.
    if (missing > 0 && missing <= MOST_MISSING) {
      counted++;
      out.cohorts().count(tags, PlayCount.REPORTS_MISSING, report.time(), missing);
      if (isOpen) {
        sums.add(PlayCount.REPORTS_MISSING, missing);
      }
    }
    lastSeq = report.seq();
  }

  private void take(
      Act act, Report report, boolean makesWait, LongPredicate saidStates, Effects out) {
    if (!isOpen && (act == Act.REQUEST || act == Act.REQUEST_UNLESS_STARTING)) {
      open(report, saidStates, out);
      beAttempt(report.time(), out);
    }
    if (!isOpen) {
      return;
    }
    countMove(act, report, out);
    switch (act) {
      case START, RENDER -> render(report, out);
      case BUFFER -> {
        buffering = true;
        seeking = seeking || movedInPause;
      }
      case WAIT -> {
        paused = false;
        buffering = buffering || (started && !seeking);
      }
      case STOP_BUFFERING -> stopBuffering();
      case PAUSE -> paused = true;
      case RESUME -> {
        paused = false;
        movedInPause = false;
      }
      case MOVE -> move(makesWait);
      case SEEK -> seeking = started;
      case END -> close(Outcome.ENDED, report.time(), report.time(), Closing.SAID, out);
      case QUIT -> close(Outcome.QUIT, report.time(), report.time(), Closing.SAID, out);
      case FAIL -> fail(report, out);
      case REQUEST, REQUEST_UNLESS_STARTING, PRELOAD, SIGN_OF_LIFE, ASIDE -> {
        // The flags stay as they are.
      }
    }
  }

  private void open(Report report, LongPredicate saidStates, Effects out) {
    isOpen = true;
    isAttempt = false;
    started = false;
    paused = false;
    stopBuffering();
    bitrateKbps = Report.NOTHING;
    latencyMs = Report.NOTHING;
    openedAt = report.time();
    lastEvidence = openedAt;
    startupMs = Report.NOTHING;
    sums = new ClosedPlay.Sums();
    byStates =
        switch (rules.accounting()) {
          case STATES -> true;
          case DELTAS -> false;
          case AUTO -> report.state() != null || saidStates.test(openedAt);
        };
    count(PlayCount.PLAYS, openedAt, out);
  }

  private void beAttempt(long time, Effects out) {
    isAttempt = true;
    count(PlayCount.ATTEMPTS, time, out);
  }

  private void countMove(Act act, Report report, Effects out) {
    boolean moved = report.type() == EventType.SEEK || (act == Act.SEEK && !seeking);
    if (moved && started) {
      count(PlayCount.SEEKS, report.time(), out);
    }
  }

  /** A player that starts its numbers anew has started anew itself: what it played is over. */
  private void preload(Report report, Effects out) {
    boolean anew =
        report.seq() != Report.NOTHING && lastSeq != Report.NOTHING && report.seq() < lastSeq;
    if (isOpen && started && anew) {
      close(Outcome.REPLACED, lastEvidence, report.time(), Closing.SAID, out);
    }
    takeSeq(report, out);
  }

  private void render(Report report, Effects out) {
    long said = report.amounts().startupMs();
    if (!started) {
      startUp(report.time(), said, out);
    } else if (openedAt == report.time() && !isAttempt && said != Report.NOTHING) {
      // What was lost is the request.
      beAttempt(report.time(), out);
      showStart(report.time(), said, out);
    }
    started = true;
    paused = false;
    stopBuffering();
  }

  private void startUp(long time, long said, Effects out) {
    long seen = sums.of(PlayLevel.STARTING);
    if (shown.state() == PlayState.STARTING) {
      seen += time - shownSince;
    }
    showStart(time, said == Report.NOTHING ? seen : said, out);
    if (Math.abs(startupMs - seen) > STARTUP_TOLERANCE.toMillis()) {
      count(PlayCount.STARTUP_MISMATCHES, time, out);
    }
  }

  private void showStart(long time, long ms, Effects out) {
    startupMs = ms;
    out.cohorts().startup(tags, time, ms, 1);
    sums.add(PlayCount.STARTUPS, 1);
  }

  private void stopBuffering() {
    buffering = false;
    seeking = false;
    stallCounted = false;
    adStallCounted = false;
    seekWaitCounted = false;
    if (!paused) {
      movedInPause = false;
    }
  }

  private void move(boolean makesWait) {
    if (!started) {
      return;
    }
    if (paused) {
      movedInPause = true;
      seeking = seeking || buffering;
    } else {
      seeking = seeking || buffering || makesWait;
    }
  }

  private void fail(Report report, Effects out) {
    Outcome outcome =
        report.business()
            ? Outcome.BUSINESS_EXCEPTION
            : started ? Outcome.PLAYBACK_FAILURE : Outcome.STARTUP_FAILURE;
    close(outcome, report.time(), report.time(), Closing.SAID, out);
  }

  /** Closes what reaches its deadline. */
  private void closeOverdue(Effects out) {
    PlayState state = state();
    Outcome outcome = state == PlayState.STALLED ? Outcome.ABANDONED_IN_STALL : Outcome.ABANDONED;
    if (capAt() <= silentAt()) {
      Closing cap = state == PlayState.STALLED ? Closing.STALL_CAP : Closing.PAUSE_CAP;
      close(outcome, capAt(), capAt(), cap, out);
    } else {
      close(outcome, lastEvidence, silentAt(), silent(state), out);
    }
  }

  private static Closing silent(PlayState state) {
    return switch (state) {
      case PLAYING, SEEK_WAIT -> Closing.SILENT_PLAYING;
      case STALLED -> Closing.SILENT_STALLED;
      case STARTING, PAUSED -> Closing.SILENT_ELSE;
    };
  }

  /** Closes the play; what was never started was left before it was, unless an error said why. */
  private void close(Outcome reason, long at, long countedAt, Closing how, Effects out) {
    Outcome outcome = started || isError(reason) ? reason : Outcome.EXIT_BEFORE_START;
    for (PlayCount count : countsOf(outcome)) {
      count(count, countedAt, out);
    }
    isOpen = false;
    last = how;
    show(at, out);
    if (byStates) {
      sums.foldIntoStates();
    }
    out.closed()
        .accept(
            new ClosedPlay(
                openedAt, at, countedAt, outcome, isAttempt, byStates, startupMs, sums, tags));
  }

  private static boolean isError(Outcome outcome) {
    return switch (outcome) {
      case STARTUP_FAILURE, PLAYBACK_FAILURE, BUSINESS_EXCEPTION -> true;
      default -> false;
    };
  }

  private static PlayCount[] countsOf(Outcome outcome) {
    return switch (outcome) {
      case ENDED -> new PlayCount[] {PlayCount.ENDED};
      case QUIT -> new PlayCount[] {PlayCount.QUIT};
      case REPLACED -> new PlayCount[] {PlayCount.REPLACED};
      case ABANDONED -> new PlayCount[] {PlayCount.ABANDONED};
      case ABANDONED_IN_STALL ->
          new PlayCount[] {PlayCount.ABANDONED, PlayCount.ABANDONED_IN_STALL};
      case EXIT_BEFORE_START -> new PlayCount[] {PlayCount.EXITS_BEFORE_START};
      case STARTUP_FAILURE -> new PlayCount[] {PlayCount.STARTUP_FAILURES};
      case PLAYBACK_FAILURE -> new PlayCount[] {PlayCount.PLAYBACK_FAILURES};
      case BUSINESS_EXCEPTION -> new PlayCount[] {PlayCount.BUSINESS_EXCEPTIONS};
    };
  }

  private void takeAmounts(Report report, Effects out) {
    Report.Amounts amounts = report.amounts();
    hidden = amounts.hidden() == Report.NOTHING ? hidden : amounts.hidden() == 1;
    ad = amounts.ad() == Report.NOTHING ? ad : amounts.ad() == 1;
    if (!isOpen) {
      return;
    }
    int bitrate = amounts.bitrateKbps();
    if (bitrate != Report.NOTHING) {
      if (bitrateKbps != Report.NOTHING && bitrate != bitrateKbps) {
        PlayCount way = bitrate > bitrateKbps ? PlayCount.BITRATE_UP : PlayCount.BITRATE_DOWN;
        count(way, report.time(), out);
      }
      bitrateKbps = bitrate;
    }
    if (amounts.latencyMs() != Report.NOTHING) {
      latencyMs = amounts.latencyMs();
    }
  }

  /**
   * What the player sums up itself is of the play that was open when it reports. Windows have it,
   * unless that play goes by its states.
   */
  void sumUp(Report report, Effects out) {
    sumUp(PlayCount.SUMMED_PLAY_MS, report.amounts().playMs(), report, out);
    sumUp(PlayCount.SUMMED_STALL_MS, report.amounts().stallMs(), report, out);
  }

  private void sumUp(PlayCount sum, int ms, Report report, Effects out) {
    if (ms <= 0) {
      return;
    }
    boolean toldByStates = isOpen && byStates;
    if (isOpen && !byStates) {
      sums.add(sum, ms);
    }
    if (rules.accounting() == Accounting.AUTO
        && report.counted()
        && report.isSummedWhereRead() == toldByStates) {
      // In the cohort of what it says itself.
      out.cohorts().count(report.tags(), sum, report.time(), toldByStates ? -ms : ms);
    }
  }

  private void count(PlayCount count, long at, Effects out) {
    counted++;
    out.cohorts().count(tags, count, at, 1);
    sums.add(count, 1);
  }

  /** Tells the cohorts what has changed from {@code time} on. */
  private void show(long time, Effects out) {
    countWaits(time, out);
    Shape now =
        isOpen ? new Shape(state(), byStates, ad, hidden, bitrateKbps, latencyMs) : Shape.NONE;
    if (now.equals(shown) && (!isOpen || tags.equals(shownTags))) {
      return;
    }
    boolean sameTags = tags.equals(shownTags);
    for (PlayLevel level : PlayLevel.values()) {
      long before = shown.of(level);
      long after = now.of(level);
      sums.add(level, before * (time - shownSince));
      if (sameTags) {
        show(tags, level, time, after - before, out);
      } else {
        show(shownTags, level, time, -before, out);
        show(tags, level, time, after, out);
      }
    }
    if (!Objects.equals(now.state(), shown.state())) {
      inStateSince = time;
    }
    shown = now;
    shownTags = tags;
    shownSince = time;
  }

  private static void show(Tags of, PlayLevel level, long time, long change, Effects out) {
    if (change != 0) {
      out.cohorts().level(of, level, time, change);
    }
  }

  private void countWaits(long time, Effects out) {
    @Nullable PlayState state = isOpen ? state() : null;
    if (state == PlayState.STALLED && !ad && !stallCounted) {
      stallCounted = true;
      count(PlayCount.STALLS, time, out);
    } else if (state == PlayState.STALLED && ad && !adStallCounted) {
      adStallCounted = true;
      count(PlayCount.AD_STALLS, time, out);
    } else if (state == PlayState.SEEK_WAIT && !seekWaitCounted) {
      seekWaitCounted = true;
      count(PlayCount.SEEK_WAITS, time, out);
    }
  }
}
