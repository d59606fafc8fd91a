package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.event.PlayerState;
import io.playbackanalytics.event.TextHash;
import io.playbackanalytics.play.ByteWriter;
import io.playbackanalytics.play.Report;
import io.playbackanalytics.play.ReportFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an event says of a play besides what is measured of any event; filled over and over. */
final class ReportFields {

  private static final PlayerState[] STATES = PlayerState.values();
  private static final EventField[] FIELDS = EventField.values();

  /** By field: what it says; {@link Report#NOTHING} if it does not. */
  private final long[] said = new long[FIELDS.length];

  private EventType type = EventType.HEARTBEAT;
  private long id;

  /** Has the session's bytes from {@link #sessionFrom} to {@link #sessionTo}. */
  private byte[] session = {};

  private int sessionFrom;
  private int sessionTo;

  void clear(EventType ofType) {
    type = ofType;
    id = 0;
    Arrays.fill(said, Report.NOTHING);
  }

  /** The number of a field; of the player's state its place among all. */
  void say(EventField field, long number) {
    said[field.index()] = number;
  }

  void identify(byte[] source, int from, int to) {
    id = from == to ? 0 : TextHash.of(source, from, to);
  }

  void session(byte[] source, int from, int to) {
    session = source;
    sessionFrom = from;
    sessionTo = to;
  }

  /** Takes over what the parser made of an event. */
  void take(PlaybackEvent event) {
    clear(event.type());
    event.numbers().forEach(this::say);
    event
        .texts()
        .forEach(
            (field, text) -> {
              byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
              switch (field) {
                case SESSION_ID -> session(utf8, 0, utf8.length);
                case EVENT_ID -> identify(utf8, 0, utf8.length);
                case PLAYER_STATE -> say(field, field.words().indexOf(text));
                default -> {
                  // Says nothing of a play.
                }
              }
            });
  }

  void writeTo(long time, boolean business, int[] values, DimensionValues numbers, ByteWriter out) {
    byte[] app = numbers.utf8(values[0]);
    out.putBytes(app, 0, app.length);
    out.putBytes(session, sessionFrom, sessionTo);
    ReportFormat.write(
        time,
        said[EventField.SEQ.index()],
        id,
        type,
        state(),
        business,
        true,
        number(EventField.STARTUP_MS),
        number(EventField.PLAY_MS),
        number(EventField.BUFFER_MS),
        number(EventField.BITRATE_KBPS),
        number(EventField.LIVE_LATENCY_MS),
        number(EventField.HIDDEN),
        number(EventField.AD),
        out);
    for (int i = 1; i < values.length; i++) {
      byte[] value = numbers.utf8(values[i]);
      out.putBytes(value, 0, values[i] == DimensionValues.UNKNOWN ? 0 : value.length);
    }
  }

  private int number(EventField field) {
    return (int) said[field.index()];
  }

  private @Nullable PlayerState state() {
    long state = said[EventField.PLAYER_STATE.index()];
    return state == Report.NOTHING ? null : STATES[(int) state];
  }
}
