package io.playbackanalytics.play;

/**
 * What has to be known of a session so that it takes a report that comes behind all others: of most
 * reports nothing else is read and written. The reports themselves, and what was before them, stay
 * as they are packed.
 */
final class SessionFront {

  private static final long NEVER = Session.NEVER;

  /** So many reports are taken at most before the rest is looked at, and made smaller. */
  private static final int MOST_BEHIND = 16;

  // Which of them are written.
  private static final int MOVED = 1;
  private static final int IDS = 1 << 1;
  private static final int CLOSED = 1 << 2;

  private static final int ROOM_SHIFT = 3;

  private final Tracking tracking;

  /** As of the last report, and of the watermark. */
  private final PlayMachine newest;

  /** How many reports are kept. */
  private int reports;

  /** How many more may be. */
  private int room;

  /** The time of the last of them. */
  private long lastTime;

  /** A report of that time or a later one comes behind all that is known. */
  private long behindFrom;

  /** When the viewer moved the playhead last. */
  private long movedAt;

  /** Of those that are kept, and some that were. */
  private IdFilter ids = new IdFilter();

  /** When the outcome of the first play was known that is not handed on. */
  private long closedAt;

  private SessionFront(Tracking tracking, PlayMachine newest) {
    this.tracking = tracking;
    this.newest = newest;
  }

  /**
   * Of a session whose rest was just looked at.
   *
   * @param reports how many are kept
   * @param lastTime that of the last of them
   */
  static SessionFront of(
      Tracking tracking,
      PlayMachine newest,
      int reports,
      long lastTime,
      long behindFrom,
      long movedAt,
      IdFilter ids,
      long closedAt) {
    SessionFront front = new SessionFront(tracking, newest);
    front.reports = reports;
    front.room = MOST_BEHIND;
    front.lastTime = lastTime;
    front.behindFrom = behindFrom;
    front.movedAt = movedAt;
    front.ids = ids;
    front.closedAt = closedAt;
    return front;
  }

  /** As of the last report. */
  PlayMachine newest() {
    return newest;
  }

  /** Whether a play is closed that is not handed on. */
  boolean hasClosed() {
    return closedAt != NEVER;
  }

  /** How many reports are kept. */
  int reports() {
    return reports;
  }

  IdFilter ids() {
    return ids;
  }

  /** Whether the report follows on all others, and sheds no other light on them. */
  boolean canTake(Report report) {
    return reports > 0
        && room > 0
        && report.time() >= behindFrom
        && !ids.mayHave(report)
        && !newest.isFirstToSayState(report)
        && !(report.act() == Act.BUFFER && mayBelongToASeek(report));
  }

  private boolean mayBelongToASeek(Report report) {
    return movedAt != NEVER && tracking.isWithinGrace(movedAt, report.time());
  }

  /**
   * Takes a report that it {@linkplain #canTake can take}.
   *
   * @param out hears what changes for the cohorts
   * @param log gets the report behind those that are kept
   */
  void take(Report report, PlaySink out, ByteWriter log) {
    LoggedReport logged = new LoggedReport(report);
    Tags before = newest.tags();
    logged.isQuiet =
        newest.apply(report, false, openedAt -> false, new Effects(out, this::isClosed));
    logged.writeTo(lastTime, before, log);
    reports++;
    room--;
    lastTime = report.time();
    behindFrom = report.time() + 1;
    movedAt = report.act() == Act.MOVE ? report.time() : movedAt;
    ids.add(report);
  }

  private void isClosed(ClosedPlay play) {
    closedAt = closedAt == NEVER ? play.countedAt() : closedAt;
  }

  /** The watermark at which there is something to do. */
  long due() {
    return tracking.dueAt(
        newest, closedAt == NEVER ? Long.MAX_VALUE : tracking.settledAt(closedAt));
  }

  /** Writes it; the format is part of that of the session. */
  void writeTo(ByteWriter out) {
    newest.writeTo(out);
    out.putLong(reports);
    out.put(
        (movedAt == NEVER ? 0 : MOVED)
            | (ids.isEmpty() ? 0 : IDS)
            | (closedAt == NEVER ? 0 : CLOSED)
            | (room << ROOM_SHIFT));
    long since = newest.lastEvidence();
    if (reports > 0) {
      out.putLong(lastTime - since);
      out.putLong(behindFrom - lastTime);
    }
    if (movedAt != NEVER) {
      out.putLong(movedAt - since);
    }
    if (!ids.isEmpty()) {
      ids.writeTo(out);
    }
    if (closedAt != NEVER) {
      out.putLong(closedAt - since);
    }
  }

  static SessionFront read(Tracking tracking, TagsReader tags, ByteReader in) {
    SessionFront front = new SessionFront(tracking, PlayMachine.read(tracking, tags, in));
    front.reports = in.nextInt();
    int there = in.next();
    front.room = there >> ROOM_SHIFT;
    long since = front.newest.lastEvidence();
    if (front.reports > 0) {
      front.lastTime = since + in.nextLong();
      front.behindFrom = front.lastTime + in.nextLong();
    }
    front.movedAt = (there & MOVED) == 0 ? NEVER : since + in.nextLong();
    front.ids = (there & IDS) == 0 ? new IdFilter() : IdFilter.read(in);
    front.closedAt = (there & CLOSED) == 0 ? NEVER : since + in.nextLong();
    return front;
  }
}
