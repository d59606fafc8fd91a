package io.playbackanalytics.play;

import java.util.List;

/**
 * Reads reports that stand one behind the other: of each the app, the session, what {@link
 * ReportFormat} has, and the values of the other dimensions, empty where nothing is said. Not
 * thread-safe.
 */
public final class ReportsReader {

  private static final Tags NONE = Tags.of(List.of());

  private final int dimensions;
  private final TagsReader tags;
  private ByteReader in = new ByteReader(new byte[0]);
  private int namesFrom;
  private int namesTo;

  /**
   * @param dimensions how many there are, the app among them, which comes first
   */
  public ReportsReader(int dimensions) {
    this.dimensions = dimensions;
    tags = TagsReader.ofSame(dimensions);
  }

  /** Begins with reports that nobody changes as long as they are read. */
  public void start(byte[] reports) {
    in = new ByteReader(reports);
  }

  /** Begins with the report that stands at {@code at}. */
  public void start(byte[] reports, int at) {
    in = new ByteReader(reports, at);
  }

  /** Where the next report stands. */
  int position() {
    return in.position();
  }

  /** Passes over the next report, and returns its time. */
  long skip() {
    SessionKey.skip(in);
    long time = ReportFormat.skip(in);
    for (int i = 1; i < dimensions; i++) {
      in.skipBytes();
    }
    return time;
  }

  /** Whether there is one more. */
  public boolean hasNext() {
    return !in.isAtEnd();
  }

  /** The next report; then {@link #namesFrom} and {@link #namesTo} say of which session it is. */
  public Report next() {
    namesFrom = in.position();
    String[] texts = new String[dimensions];
    texts[0] = tags.text(in);
    in.skipBytes();
    namesTo = in.position();
    Report report = ReportFormat.read(in, 0, NONE);
    for (int i = 1; i < dimensions; i++) {
      texts[i] = tags.text(in);
    }
    return report.with(tags.shared(texts));
  }

  /** Where the reports are. */
  public byte[] bytes() {
    return in.bytes();
  }

  /** Where the {@linkplain SessionKey names} of the session of the last report begin. */
  public int namesFrom() {
    return namesFrom;
  }

  /** Where they end. */
  public int namesTo() {
    return namesTo;
  }

  /** By which the session of the report that stands at {@code at} finds its subtask. */
  public static String keyOf(byte[] reports, int at) {
    return SessionKey.text(reports, at, namesTo(reports, at));
  }

  /** The {@linkplain String#hashCode hash} of that. */
  public static int hashOf(byte[] reports, int at) {
    return SessionKey.hash(reports, at, namesTo(reports, at));
  }

  private static int namesTo(byte[] reports, int at) {
    ByteReader in = new ByteReader(reports, at);
    SessionKey.skip(in);
    return in.position();
  }

  /** Says of the report that stands at {@code at} that it is not {@link Report#counted}. */
  public static void setNotCounted(byte[] reports, int at) {
    ReportFormat.setNotCounted(reports, namesTo(reports, at));
  }
}
