package io.playbackanalytics.play;

/** A report as it is kept, with those after it that changed nothing. */
final class LoggedReport {

  // Which of them are written.
  private static final int SAME_TAGS = 1;
  private static final int HEARD = 1 << 1;
  private static final int SEQ = 1 << 2;
  private static final int PLAY = 1 << 3;
  private static final int STALL = 1 << 4;
  private static final int QUIET = 1 << 5;

  final Report report;

  /** The time of the last of them. */
  long heardUntil;

  /** The last of their numbers; {@link Report#NOTHING} if they had none. */
  long lastSeq = Report.NOTHING;

  /** What they have summed up. */
  long playMs;

  long stallMs;

  /** Whether it changed nothing itself but that the player was heard. */
  boolean isQuiet;

  LoggedReport(Report report) {
    this.report = report;
    heardUntil = report.time();
  }

  /** Whether it is quiet and, should it say a state, not the only one of its play that does. */
  boolean isToldBy(LoggedReport before) {
    return isQuiet && (report.state() == null || before.report.state() != null);
  }

  /** What the session has said of itself, as {@link PlayMachine} takes it. */
  Tags tagsAfter(Tags before) {
    return report.act() == Act.PRELOAD ? before : before.updatedBy(report.tags());
  }

  /** Takes up the next one, which is quiet. */
  void takeUp(LoggedReport next) {
    if (next.report.act() != Act.PRELOAD || next.heardUntil > next.report.time()) {
      heardUntil = next.heardUntil;
    }
    long seq = next.lastSeq == Report.NOTHING ? next.report.seq() : next.lastSeq;
    lastSeq = seq == Report.NOTHING ? lastSeq : seq;
    playMs += Math.max(next.report.amounts().playMs(), 0) + next.playMs;
    stallMs += Math.max(next.report.amounts().stallMs(), 0) + next.stallMs;
  }

  /**
   * Writes it.
   *
   * @param since the time of the report before it
   * @param before what the session had said of itself, most often in the same tags
   */
  void writeTo(long since, Tags before, ByteWriter out) {
    ReportFormat.write(report, since, out);
    boolean isInSameTags = report.tags().equals(before);
    out.put(
        (isInSameTags ? SAME_TAGS : 0)
            | (heardUntil == report.time() ? 0 : HEARD)
            | (lastSeq == Report.NOTHING ? 0 : SEQ)
            | (playMs == 0 ? 0 : PLAY)
            | (stallMs == 0 ? 0 : STALL)
            | (isQuiet ? QUIET : 0));
    if (!isInSameTags) {
      report.tags().writeTo(before, out);
    }
    if (heardUntil != report.time()) {
      out.putLong(heardUntil - report.time());
    }
    if (lastSeq != Report.NOTHING) {
      out.putLong(lastSeq);
    }
    if (playMs != 0) {
      out.putLong(playMs);
    }
    if (stallMs != 0) {
      out.putLong(stallMs);
    }
  }

  static LoggedReport read(long since, Tags before, TagsReader tags, ByteReader in) {
    Report inTagsBefore = ReportFormat.read(in, since, before);
    int there = in.next();
    LoggedReport logged =
        new LoggedReport(
            (there & SAME_TAGS) == 0 ? inTagsBefore.with(tags.read(before, in)) : inTagsBefore);
    logged.heardUntil += (there & HEARD) == 0 ? 0 : in.nextLong();
    logged.lastSeq = (there & SEQ) == 0 ? Report.NOTHING : in.nextLong();
    logged.playMs = (there & PLAY) == 0 ? 0 : in.nextLong();
    logged.stallMs = (there & STALL) == 0 ? 0 : in.nextLong();
    logged.isQuiet = (there & QUIET) != 0;
    return logged;
  }
}
