package io.playbackanalytics.play;

import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import org.jspecify.annotations.Nullable;

/**
 * A report in bytes, on its way to its session and in state: a byte of what is true or false, one
 * of type and state, one of which numbers follow; the time; the numbers.
 */
public final class ReportFormat {

  private static final EventType[] TYPES = EventType.values();
  private static final PlayerState[] STATES = PlayerState.values();

  private static final int BUSINESS = 1;
  private static final int COUNTED = 1 << 1;
  private static final int HIDDEN_SAID = 1 << 2;
  private static final int HIDDEN = 1 << 3;
  private static final int AD_SAID = 1 << 4;
  private static final int AD = 1 << 5;

  private static final int STATE_SHIFT = 4;
  private static final int TYPE_MASK = (1 << STATE_SHIFT) - 1;

  private static final int SEQ = 1;
  private static final int ID = 1 << 1;
  private static final int STARTUP = 1 << 2;
  private static final int PLAY = 1 << 3;
  private static final int STALL = 1 << 4;
  private static final int BITRATE = 1 << 5;
  private static final int LATENCY = 1 << 6;

  private ReportFormat() {}

  /** Writes all of a report but its tags, from its parts: where it is read there is no object. */
  public static void write(
      long time,
      long seq,
      long id,
      EventType type,
      @Nullable PlayerState state,
      boolean business,
      boolean counted,
      int startupMs,
      int playMs,
      int stallMs,
      int bitrateKbps,
      int latencyMs,
      int hidden,
      int ad,
      ByteWriter out) {
    out.put(
        bit(BUSINESS, business)
            | bit(COUNTED, counted)
            | bit(HIDDEN_SAID, hidden != Report.NOTHING)
            | bit(HIDDEN, hidden == 1)
            | bit(AD_SAID, ad != Report.NOTHING)
            | bit(AD, ad == 1));
    out.put(type.index() | ((state == null ? 0 : state.index() + 1) << STATE_SHIFT));
    out.put(
        bit(SEQ, seq != Report.NOTHING)
            | bit(ID, id != 0)
            | bit(STARTUP, startupMs != Report.NOTHING)
            | bit(PLAY, playMs != Report.NOTHING)
            | bit(STALL, stallMs != Report.NOTHING)
            | bit(BITRATE, bitrateKbps != Report.NOTHING)
            | bit(LATENCY, latencyMs != Report.NOTHING));
    out.putLong(time);
    put(seq, out);
    if (id != 0) {
      out.putLong(id);
    }
    put(startupMs, out);
    put(playMs, out);
    put(stallMs, out);
    put(bitrateKbps, out);
    put(latencyMs, out);
  }

  private static int bit(int bit, boolean isSet) {
    return isSet ? bit : 0;
  }

  private static void put(long number, ByteWriter out) {
    if (number != Report.NOTHING) {
      out.putLong(number);
    }
  }

  /** Says of a report that stands at {@code at} that it is not {@link Report#counted}. */
  static void setNotCounted(byte[] bytes, int at) {
    bytes[at] &= ~COUNTED;
  }

  /** All but the tags, and of the time only how long after {@code since} it is. */
  static void write(Report report, long since, ByteWriter out) {
    Report.Amounts amounts = report.amounts();
    write(
        report.time() - since,
        report.seq(),
        report.id(),
        report.type(),
        report.state(),
        report.business(),
        report.counted(),
        amounts.startupMs(),
        amounts.playMs(),
        amounts.stallMs(),
        amounts.bitrateKbps(),
        amounts.latencyMs(),
        amounts.hidden(),
        amounts.ad(),
        out);
  }

  /**
   * All but the tags, which are not read here.
   *
   * @param since what the time was told from
   */
  static Report read(ByteReader in, long since, Tags tags) {
    int truths = in.next();
    int typeAndState = in.next();
    int there = in.next();
    int state = typeAndState >> STATE_SHIFT;
    long time = since + in.nextLong();
    long seq = (there & SEQ) == 0 ? Report.NOTHING : in.nextLong();
    long id = (there & ID) == 0 ? 0 : in.nextLong();
    int startupMs = next(there & STARTUP, in);
    int playMs = next(there & PLAY, in);
    int stallMs = next(there & STALL, in);
    int bitrateKbps = next(there & BITRATE, in);
    int latencyMs = next(there & LATENCY, in);
    boolean saysNothing = (there & ~(SEQ | ID)) == 0 && (truths & (HIDDEN_SAID | AD_SAID)) == 0;
    return new Report(
        time,
        seq,
        id,
        TYPES[typeAndState & TYPE_MASK],
        state == 0 ? null : STATES[state - 1],
        (truths & BUSINESS) != 0,
        (truths & COUNTED) != 0,
        saysNothing
            ? Report.Amounts.NONE
            : new Report.Amounts(
                startupMs,
                playMs,
                stallMs,
                bitrateKbps,
                latencyMs,
                truth(truths, HIDDEN_SAID, HIDDEN),
                truth(truths, AD_SAID, AD)),
        tags);
  }

  /** Passes over all but the tags, and returns the time. */
  static long skip(ByteReader in) {
    int unusedTruths = in.next();
    int unusedTypeAndState = in.next();
    int numbers = Integer.bitCount(in.next());
    long time = in.nextLong();
    for (int i = 0; i < numbers; i++) {
      long unused = in.nextLong();
    }
    return time;
  }

  private static int next(int isThere, ByteReader in) {
    return isThere == 0 ? Report.NOTHING : in.nextInt();
  }

  private static int truth(int truths, int said, int bit) {
    if ((truths & said) == 0) {
      return Report.NOTHING;
    }
    return (truths & bit) == 0 ? 0 : 1;
  }
}
