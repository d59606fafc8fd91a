package io.playbackanalytics.publish.json;

import io.playbackanalytics.event.Cohort;
import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Distribution;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.PlaybackQuality;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Playback quality v1 as bytes: a ratio without data is {@code null}, never 0, and so is a measure
 * that was off for some of the window. Not thread-safe.
 */
public final class QualityEncoder {

  private static final int MS_PER_SECOND = 1000;

  private static final byte[] COHORT = JsonBytes.ascii("{\"cohort\":{\"");
  private static final byte[] WINDOW_START = JsonBytes.ascii("\"},\"window_start\":");
  private static final byte[] WINDOW_END = JsonBytes.ascii(",\"window_end\":");
  private static final byte[] REVISION = JsonBytes.ascii(",\"revision\":");
  private static final byte[] COUNT = JsonBytes.ascii("{\"count\":");
  private static final byte[] SUM = JsonBytes.ascii(",\"sum\":");
  private static final byte[] P50 = JsonBytes.ascii(",\"p50\":");
  private static final byte[] P95 = JsonBytes.ascii(",\"p95\":");
  private static final byte[] P99 = JsonBytes.ascii(",\"p99\":");
  private static final byte[] LABEL_END = JsonBytes.ascii("\":\"");
  private static final byte[] NEXT_LABEL = JsonBytes.ascii("\",\"");

  private static final class Field {

    private final Measure measure;

    /** With the comma before and the colon behind. */
    private final byte[] name;

    Field(Measure measure) {
      this.measure = measure;
      name = JsonBytes.ascii(",\"" + measure.wire() + "\":");
    }
  }

  private final Measures measures;
  private final Field[] fields;
  private final JsonBytes json = new JsonBytes();

  /** For records of these measures. */
  public QualityEncoder(Measures measures) {
    this.measures = measures;
    fields = measures.list().stream().map(Field::new).toArray(Field[]::new);
  }

  /** The record's key: the cohort's canonical form. */
  public byte[] key(PlaybackQuality quality) {
    return quality.cohort().getBytes(StandardCharsets.UTF_8);
  }

  /** The record's value: one JSON object. */
  public byte[] value(PlaybackQuality quality) {
    json.clear();
    json.add(COHORT);
    addCohort(quality.cohort());
    json.add(WINDOW_START).add(quality.windowStart());
    json.add(WINDOW_END).add(quality.windowEnd());
    json.add(REVISION).add(quality.revision());
    for (Field field : fields) {
      json.add(field.name);
      if (measures.isPartial(quality.totals(), field.measure)) {
        json.addNull();
      } else {
        add(field.measure, quality);
      }
    }
    return json.add('}').copy();
  }

  private void add(Measure measure, PlaybackQuality quality) {
    Totals totals = quality.totals();
    Kind kind = measure.kind();
    if (kind instanceof Kind.Additive || kind instanceof Kind.OfPlays) {
      json.add(measures.sum(totals, measure));
    } else if (kind instanceof Kind.Seconds seconds) {
      addSeconds(measures.sum(totals, seconds.milliseconds()));
    } else if (kind instanceof Kind.Derived derived) {
      addNumber(measures.derived(totals, derived, quality.length()));
    } else if (kind instanceof Kind.Distinct) {
      json.add(totals.details.distinct(measure.number()));
    } else if (kind instanceof Kind.Startups) {
      addDistribution(Distribution.of(totals.details, measure.number()));
    } else {
      addErrors(totals.details, measure.number());
    }
  }

  private void addDistribution(Distribution distribution) {
    json.add(COUNT).add(distribution.count());
    json.add(SUM).add(distribution.sum());
    json.add(P50);
    addQuantile(distribution, 0.5);
    json.add(P95);
    addQuantile(distribution, 0.95);
    json.add(P99);
    addQuantile(distribution, 0.99);
    json.add('}');
  }

  private void addQuantile(Distribution distribution, double q) {
    OptionalLong quantile = distribution.quantile(q);
    if (quantile.isPresent()) {
      json.add(quantile.getAsLong());
    } else {
      json.addNull();
    }
  }

  private void addErrors(Details details, int number) {
    char separator = '{';
    for (ErrorClass errorClass : ErrorClass.values()) {
      long count = details.errors(number, errorClass);
      if (count > 0) {
        json.add(separator).add(JsonBytes.ascii('"' + errorClass.wire() + "\":")).add(count);
        separator = ',';
      }
    }
    if (separator == '{') {
      json.add('{');
    }
    json.add('}');
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

  private void addNumber(double number) {
    if (Double.isNaN(number)) {
      json.addNull();
    } else {
      json.add(number);
    }
  }

  /** Thousandths as a decimal fraction, exact, with at least one digit behind the point. */
  private void addSeconds(long milliseconds) {
    if (milliseconds < 0) {
      json.add('-');
    }
    json.add(Math.abs(milliseconds / MS_PER_SECOND)).add('.');
    long rest = Math.abs(milliseconds % MS_PER_SECOND);
    json.add(rest / 100);
    if (rest % 100 != 0) {
      json.add(rest / 10 % 10);
      if (rest % 10 != 0) {
        json.add(rest % 10);
      }
    }
  }
}
