package io.playbackanalytics.play;

import io.playbackanalytics.event.EventType;
import io.playbackanalytics.event.PlayerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a play.
 *
 * @param time the player's clock, epoch ms
 * @param seq counts a session's reports; {@link #NOTHING} if it is not said
 * @param id tells the event from all others of the session; 0 if it has none
 * @param type what happened
 * @param state the state from then on; {@code null} if it is not said
 * @param business whether an error is none of technology
 * @param counted whether it was in time where it was read, so that windows have what it sums up
 * @param amounts what it measures
 * @param tags the dimensions that it says
 */
public record Report(
    long time,
    long seq,
    long id,
    EventType type,
    @Nullable PlayerState state,
    boolean business,
    boolean counted,
    Amounts amounts,
    Tags tags) {

  /** A number that is not said. */
  public static final int NOTHING = -1;

  /**
   * The numbers of a report, each {@link #NOTHING} where it is not said.
   *
   * @param startupMs from the request to the first sample, by the player's own clock
   * @param playMs rendered since its last report
   * @param stallMs stalled since its last report
   * @param bitrateKbps from now on
   * @param latencyMs to the live edge, from now on
   * @param hidden 1 if in the background from now on, 0 if not
   * @param ad 1 if inside an ad break from now on, 0 if not
   */
  public record Amounts(
      int startupMs, int playMs, int stallMs, int bitrateKbps, int latencyMs, int hidden, int ad) {

    /** Says nothing. */
    public static final Amounts NONE =
        new Amounts(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
  }

  /** Whether it has the same id; or where there is none, all else that tells it from others. */
  boolean isSentAgainBy(Report other) {
    if (id != 0 || other.id != 0) {
      return id == other.id;
    }
    return seq != NOTHING
        && seq == other.seq
        && time == other.time
        && type == other.type
        && Objects.equals(state, other.state);
  }

  Report with(Tags otherTags) {
    return new Report(time, seq, id, type, state, business, counted, amounts, otherTags);
  }

  /**
   * Where states count at all: whether what it sums up itself was added to windows where it was
   * read. If it says the state of a play, that was left to the play, which nearly always says so in
   * each report: nothing is to be taken back then.
   */
  boolean isSummedWhereRead() {
    return state == null;
  }

  /** Whether it comes after the other one, if they are not of the same time and number. */
  boolean isAfter(Report other) {
    if (time != other.time) {
      return time > other.time;
    }
    return seq != NOTHING && other.seq != NOTHING && seq > other.seq;
  }

  /**
   * What the event does to the play. A state that is said has the last word over the type, which
   * stays what it is where it opens or closes a play. A start, and whatever else a play does only
   * once it was asked for, does not ask for another.
   */
  Act act() {
    return switch (type) {
      case PLAY_REQUEST, PLAY_END, PLAY_ERROR -> ofType(type);
      default -> state == null ? ofType(type) : ofState(state, type);
    };
  }

  private static Act ofState(PlayerState state, EventType type) {
    return switch (state) {
      case PRELOADING -> Act.PRELOAD;
      case STARTING ->
          ofType(type) == Act.SIGN_OF_LIFE ? Act.REQUEST_UNLESS_STARTING : ofType(type);
      case PLAYING -> Act.RENDER;
      case STALLED -> Act.WAIT;
      case SEEKING -> Act.SEEK;
      case PAUSED -> Act.PAUSE;
      case ENDED -> Act.END;
      case FAILED -> Act.FAIL;
      case QUIT -> Act.QUIT;
    };
  }

  private static Act ofType(EventType type) {
    return switch (type) {
      case PLAY_REQUEST -> Act.REQUEST;
      case PLAY_START -> Act.START;
      case BUFFER_START -> Act.BUFFER;
      case BUFFER_END -> Act.STOP_BUFFERING;
      case PAUSE -> Act.PAUSE;
      case RESUME -> Act.RESUME;
      case SEEK -> Act.MOVE;
      case PLAY_END -> Act.END;
      case PLAY_ERROR -> Act.FAIL;
      case HEARTBEAT -> Act.SIGN_OF_LIFE;
      case SKIP, SEARCH, DECODE_OK, DECODE_FAIL, SESSION_ACTIVE -> Act.ASIDE;
    };
  }
}
