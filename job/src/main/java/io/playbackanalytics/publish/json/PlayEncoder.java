package io.playbackanalytics.publish.json;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.measure.total.Kind;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.play.PlayCount;
import io.playbackanalytics.play.PlayLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Playback play v1 as bytes. What plays add to windows has the same names here, so that sums over
 * plays are those over windows. Not thread-safe.
 */
public final class PlayEncoder {

  private static final byte[] APP = ascii("{\"app_id\":");
  private static final byte[] SESSION = ascii(",\"session_id\":");
  private static final byte[] DIMENSIONS = ascii(",\"cohort\":{");
  private static final byte[] OPENED = ascii("},\"opened_at\":");
  private static final byte[] CLOSED = ascii(",\"closed_at\":");
  private static final byte[] RESOLVED = ascii(",\"resolved_at\":");
  private static final byte[] OUTCOME = ascii(",\"outcome\":");
  private static final byte[] ACCOUNTING = ascii(",\"accounting\":");
  private static final byte[] STARTUP = ascii(",\"startup_ms\":");
  private static final byte[] PLAY_MS = ascii(",\"" + Measure.PLAY_MS.wire() + "\":");
  private static final byte[] STALL_MS = ascii(",\"" + Measure.STALL_MS.wire() + "\":");
  private static final byte[] NULL = ascii("null");

  private static final class Field {

    private final Kind.OfPlays kind;

    /** With the comma before and the colon behind. */
    private final byte[] name;

    Field(Measure measure) {
      kind = (Kind.OfPlays) measure.kind();
      name = ascii(",\"" + measure.wire() + "\":");
    }
  }

  private final Field[] fields;
  private final Dimension[] dimensions;
  private final JsonBytes json = new JsonBytes();

  /**
   * For records of these measures.
   *
   * @param dimensions of the plays' values, in their order
   */
  public PlayEncoder(Measures measures, List<Dimension> dimensions) {
    fields =
        measures.list().stream()
            .filter(measure -> measure.kind() instanceof Kind.OfPlays)
            .map(Field::new)
            .toArray(Field[]::new);
    this.dimensions = dimensions.toArray(Dimension[]::new);
  }

  /**
   * The record's key: {@code app|session}, with {@code \} and {@code |} in the app escaped by
   * {@code \}.
   */
  public byte[] key(PlayRecord play) {
    String app = play.app().replace("\\", "\\\\").replace("|", "\\|");
    return (app + '|' + play.session()).getBytes(StandardCharsets.UTF_8);
  }

  /** The record's value: one JSON object. */
  public byte[] value(PlayRecord play) {
    json.clear();
    json.add(APP);
    addText(play.app());
    json.add(SESSION);
    addText(play.session());
    json.add(DIMENSIONS);
    for (int i = 0; i < dimensions.length; i++) {
      json.add(ascii((i == 0 ? "\"" : ",\"") + dimensions[i].label() + "\":"));
      String value = play.values()[i];
      addText(value.isEmpty() ? Dimension.UNKNOWN : value);
    }
    json.add(OPENED).add(play.openedAt());
    json.add(CLOSED).add(play.closedAt());
    json.add(RESOLVED).add(play.countedAt());
    json.add(OUTCOME);
    addText(play.outcome());
    json.add(ACCOUNTING);
    addText(play.accountedByStates() ? "states" : "deltas");
    json.add(STARTUP);
    if (play.startupMs() < 0) {
      json.add(NULL);
    } else {
      json.add(play.startupMs());
    }
    boolean byStates = play.accountedByStates();
    json.add(PLAY_MS)
        .add(byStates ? of(PlayLevel.PLAYING, play) : of(PlayCount.SUMMED_PLAY_MS, play));
    json.add(STALL_MS)
        .add(byStates ? of(PlayLevel.STALLED, play) : of(PlayCount.SUMMED_STALL_MS, play));
    for (Field field : fields) {
      json.add(field.name).add(sum(field.kind, play));
    }
    return json.add('}').copy();
  }

  private static long sum(Kind.OfPlays kind, PlayRecord play) {
    if (kind instanceof Kind.Lasting lasting) {
      return lasting.levels().stream().mapToLong(level -> of(level, play)).sum();
    }
    return ((Kind.Occurring) kind).counts().stream().mapToLong(count -> of(count, play)).sum();
  }

  private static long of(PlayLevel level, PlayRecord play) {
    return play.levels()[level.index()];
  }

  private static long of(PlayCount count, PlayRecord play) {
    return play.counts()[count.index()];
  }

  private void addText(String text) {
    json.add('"');
    text.codePoints().forEach(json::addEscaped);
    json.add('"');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
