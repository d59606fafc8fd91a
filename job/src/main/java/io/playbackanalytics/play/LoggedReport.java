package io.playbackanalytics.play;

import java.util.List;

/** A report as it is kept, with those after it that changed nothing. */
final class LoggedReport {

  private static final Tags NO_TAGS = Tags.of(List.of());

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

  void writeTo(ByteWriter out) {
    ReportFormat.write(report, out);
    report.tags().writeTo(out);
    out.putLong(heardUntil - report.time());
    out.putLong(lastSeq);
    out.putLong(playMs);
    out.putLong(stallMs);
  }

  static LoggedReport read(Tags.Reader tags, ByteReader in) {
    Report withoutTags = ReportFormat.read(in, NO_TAGS);
    LoggedReport logged = new LoggedReport(withoutTags.with(tags.read(in)));
    logged.heardUntil += in.nextLong();
    logged.lastSeq = in.nextLong();
    logged.playMs = in.nextLong();
    logged.stallMs = in.nextLong();
    return logged;
  }
}
