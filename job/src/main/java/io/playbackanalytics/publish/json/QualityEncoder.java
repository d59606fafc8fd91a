package io.playbackanalytics.publish.json;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.Totals;
import java.nio.charset.StandardCharsets;

/** Playback quality v1 as bytes: a ratio without data is {@code null}, never 0. Not thread-safe. */
public final class QualityEncoder {

  private static final int MS_PER_SECOND = 1000;

  private static final byte[] COHORT = ascii("{\"cohort\":{\"");
  private static final byte[] WINDOW_START = ascii("\"},\"window_start\":");
  private static final byte[] WINDOW_END = ascii(",\"window_end\":");
  private static final byte[] REVISION = ascii(",\"revision\":");
  private static final byte[] EVENTS = ascii(",\"events\":");
  private static final byte[] DECODE_ATTEMPTS = ascii(",\"decode_attempts\":");
  private static final byte[] DECODE_FAILURES = ascii(",\"decode_failures\":");
  private static final byte[] DECODE_FAILURE_RATIO = ascii(",\"decode_failure_ratio\":");
  private static final byte[] PLAY_MS = ascii(",\"play_ms\":");
  private static final byte[] STALL_MS = ascii(",\"stall_ms\":");
  private static final byte[] STALL_RATIO = ascii(",\"stall_ratio\":");
  private static final byte[] PLAYBACK_SECONDS = ascii(",\"playback_seconds\":");
  private static final byte[] LABEL_END = ascii("\":\"");
  private static final byte[] NEXT_LABEL = ascii("\",\"");
  private static final byte[] NULL = ascii("null");

  private final JsonBytes json = new JsonBytes();

  /** The record's key: the cohort's canonical form. */
  public byte[] key(PlaybackQuality quality) {
    return quality.cohort().getBytes(StandardCharsets.UTF_8);
  }

  /** The record's value: one JSON object. */
  public byte[] value(PlaybackQuality quality) {
    Totals totals = quality.totals();
    json.clear();
    json.add(COHORT);
    addCohort(quality.cohort());
    json.add(WINDOW_START).add(quality.windowStart());
    json.add(WINDOW_END).add(quality.windowEnd());
    json.add(REVISION).add(quality.revision());
    json.add(EVENTS).add(totals.events);
    json.add(DECODE_ATTEMPTS).add(totals.decodeAttempts);
    json.add(DECODE_FAILURES).add(totals.decodeFailures);
    json.add(DECODE_FAILURE_RATIO);
    addRatio(quality.decodeFailureRatio());
    json.add(PLAY_MS).add(totals.playMs);
    json.add(STALL_MS).add(totals.stallMs);
    json.add(STALL_RATIO);
    addRatio(quality.stallRatio());
    json.add(PLAYBACK_SECONDS);
    addSeconds(totals.playMs);
    return json.add('}').copy();
  }

  /** Turns a {@linkplain Cohort#key key} into members, from the first label to the last value. */
  private void addCohort(String key) {
    boolean inValue = false;
    for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
      int c = key.codePointAt(i);
      if (!inValue && c == '=') {
        json.add(LABEL_END);
        inValue = true;
      } else if (inValue && c == ',') {
        json.add(NEXT_LABEL);
        inValue = false;
      } else {
        if (c == '\\') {
          i++;
        }
        json.addEscaped(key.codePointAt(i));
      }
    }
  }

  private void addRatio(double ratio) {
    if (Double.isNaN(ratio)) {
      json.add(NULL);
    } else {
      json.add(ratio);
    }
  }

  /** Thousandths as a decimal fraction, exact, with at least one digit behind the point. */
  private void addSeconds(long milliseconds) {
    json.add(milliseconds / MS_PER_SECOND).add('.');
    long rest = milliseconds % MS_PER_SECOND;
    json.add(rest / 100);
    if (rest % 100 != 0) {
      json.add(rest / 10 % 10);
      if (rest % 10 != 0) {
        json.add(rest % 10);
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
