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
import java.util.stream.IntStream;

/**
 * Playback play v1 as bytes. What plays add to windows has the same names here, so that sums over
 * plays are those over windows. Not thread-safe.
 */
public final class PlayEncoder {

  private static final byte[] APP = JsonBytes.ascii("{\"app_id\":");
  private static final byte[] SESSION = JsonBytes.ascii(",\"session_id\":");
  private static final byte[] DIMENSIONS = JsonBytes.ascii(",\"cohort\":{");
  private static final byte[] OPENED = JsonBytes.ascii("},\"opened_at\":");
  private static final byte[] CLOSED = JsonBytes.ascii(",\"closed_at\":");
  private static final byte[] RESOLVED = JsonBytes.ascii(",\"resolved_at\":");
  private static final byte[] OUTCOME = JsonBytes.ascii(",\"outcome\":");
  private static final byte[] ACCOUNTING = JsonBytes.ascii(",\"accounting\":");
  private static final byte[] STARTUP = JsonBytes.ascii(",\"startup_ms\":");
  private static final byte[] PLAY_MS = JsonBytes.ascii(",\"" + Measure.PLAY_MS.wire() + "\":");
  private static final byte[] STALL_MS = JsonBytes.ascii(",\"" + Measure.STALL_MS.wire() + "\":");

  private static final class Field {

    private final Kind.OfPlays kind;

    /** With the comma before and the colon behind. */
    private final byte[] name;

    Field(Measure measure) {
      kind = (Kind.OfPlays) measure.kind();
      name = JsonBytes.ascii(",\"" + measure.wire() + "\":");
    }
  }

  private final Field[] fields;

  /** Of the dimensions, each with the colon behind, and the comma before but for the first. */
  private final byte[][] labels;

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
    labels =
        IntStream.range(0, dimensions.size())
            .mapToObj(i -> (i == 0 ? "\"" : ",\"") + dimensions.get(i).label() + "\":")
            .map(JsonBytes::ascii)
            .toArray(byte[][]::new);
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
    json.add(APP).addText(play.app());
    json.add(SESSION).addText(play.session());
    json.add(DIMENSIONS);
    for (int i = 0; i < labels.length; i++) {
      String value = play.values()[i];
      json.add(labels[i]).addText(value.isEmpty() ? Dimension.UNKNOWN : value);
    }
    json.add(OPENED).add(play.openedAt());
    json.add(CLOSED).add(play.closedAt());
    json.add(RESOLVED).add(play.countedAt());
    json.add(OUTCOME).addText(play.outcome());
    json.add(ACCOUNTING).addText(play.accountedByStates() ? "states" : "deltas");
    json.add(STARTUP);
    if (play.startupMs() < 0) {
      json.addNull();
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
}
