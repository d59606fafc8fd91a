package io.playbackanalytics.play;

import io.playbackanalytics.event.Dimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The sessions of one subtask, in memory. A report is a look-up and a step of its session; a
 * session of which nothing comes is not looked at before its play is over. A store that outlives
 * the process hears of what has changed at checkpoints.
 */
public final class OpenSessions {

  /** Gets each play that is closed, once. */
  public interface Ledger {
    void add(SessionKey session, ClosedPlay play);
  }

  /** What outlives the process. */
  public interface Store {

    /** Replaces what there is of the session. */
    void put(String session, byte[] state) throws Exception;

    /** Forgets what there is of the session. */
    void remove(String session) throws Exception;
  }

  private static final int VERSION = 1;
  private static final Dimension[] ALL = Dimension.values();

  /** A session, packed as it lies in the store: as objects it would take several times the room. */
  private static final class Open {

    final String key;

    /** Replaced, never changed. */
    byte[] packed = {};

    /** The watermark at which it is looked at next. */
    long due = Long.MAX_VALUE;

    /** The watermark at which there is something to do. */
    long atWork;

    boolean isStored;
    boolean isChanged;

    Open(String key) {
      this.key = key;
    }
  }

  private final Tracking tracking;

  /**
   * With which the state of a session begins: the version, and of which dimensions the tags are.
   */
  private final byte[] header;

  private final TagsReader tags;

  /** Of the dimensions of what was restored last. */
  private TagsReader restoredTags;

  private final List<Dimension> dimensions;
  private final int max;
  private final Map<String, Open> sessions = new HashMap<>();
  private final NavigableMap<Long, List<Open>> due = new TreeMap<>();
  private final List<String> gone = new ArrayList<>();
  private final ByteWriter state = new ByteWriter();
  private final ByteWriter logged = new ByteWriter();

  /**
   * Without any session.
   *
   * @param horizon how far behind the watermark a report may be that still changes windows
   * @param dimensions of the tags, in their order
   * @param max of how many sessions plays are tracked
   */
  public OpenSessions(PlayRules rules, Duration horizon, List<Dimension> dimensions, int max) {
    this.dimensions = List.copyOf(dimensions);
    this.max = max;
    Tags unknown = Tags.of(dimensions.stream().map(dimension -> "").toList());
    tracking = new Tracking(rules, horizon, unknown);
    tags = TagsReader.ofSame(dimensions.size());
    restoredTags = tags;
    state.put(VERSION);
    state.put(dimensions.size());
    dimensions.forEach(dimension -> state.put(dimension.index()));
    header = state.copy();
  }

  /**
   * Takes a report. {@link #advance} has been called for {@code watermark}.
   *
   * @param key the {@linkplain SessionKey#text key} of its session
   */
  public Taken add(String key, Report report, long watermark, PlaySink out) {
    Open open = sessions.get(key);
    if (open == null) {
      if (sessions.size() >= max) {
        tracking.fresh.sumUp(report, new Effects(out, play -> {}));
        return Taken.UNTRACKED;
      }
      open = new Open(key);
      sessions.put(key, open);
      return add(report, open, new Session(tracking), watermark, out);
    }
    ByteReader in = new ByteReader(open.packed, header.length);
    SessionFront front = SessionFront.read(tracking, tags, in);
    if (!front.canTake(report)) {
      return add(report, open, unpack(open, front, in), watermark, out);
    }
    logged.clear();
    front.take(report, out, logged);
    beginState();
    front.writeTo(state);
    state.append(open.packed, in.position(), open.packed.length);
    state.append(logged.bytes(), 0, logged.size());
    changed(open, state.copy(), front.due());
    wake(open, watermark);
    return Taken.TAKEN;
  }

  private Taken add(Report report, Open open, Session session, long watermark, PlaySink out) {
    Taken taken = session.add(report, watermark, out);
    if (taken == Taken.TAKEN) {
      changed(open, pack(session), session.due());
      wake(open, watermark);
    }
    return taken;
  }

  /** As it was when it was packed: up to {@link Open#atWork} nothing becomes of it by itself. */
  private Session unpack(Open open, SessionFront front, ByteReader in) {
    return Session.read(front, tracking, tags, open.atWork - 1, in, PlaySink.NOBODY);
  }

  private void beginState() {
    state.clear();
    state.append(header, 0, header.length);
  }

  private byte[] pack(Session session) {
    beginState();
    session.writeTo(state);
    return state.copy();
  }

  private static void changed(Open open, byte[] packed, long atWork) {
    open.packed = packed;
    open.atWork = atWork;
    open.isChanged = true;
  }

  /**
   * Closes what is over at {@code watermark}, and forgets the sessions of which nothing is left.
   */
  public void advance(long watermark, PlaySink out, Ledger ledger) {
    while (!due.isEmpty() && due.firstKey() <= watermark) {
      Map.Entry<Long, List<Open>> first = due.pollFirstEntry();
      for (Open open : first.getValue()) {
        if (open.due == first.getKey()) {
          open.due = Long.MAX_VALUE;
          if (open.atWork > watermark || isLeft(open, watermark, out, ledger)) {
            wake(open, watermark);
          }
        }
      }
    }
  }

  /** Whether there is anything left of it after what there was to do. */
  private boolean isLeft(Open open, long watermark, PlaySink out, Ledger ledger) {
    ByteReader in = new ByteReader(open.packed, header.length);
    Session session = unpack(open, SessionFront.read(tracking, tags, in), in);
    session.advance(watermark, out, play -> ledger.add(SessionKey.of(open.key), play));
    if (!session.isOver(watermark)) {
      changed(open, pack(session), session.due());
      return true;
    }
    sessions.remove(open.key);
    if (open.isStored) {
      gone.add(open.key);
    }
    return false;
  }

  /** It is looked at when it is due. A report nearly always puts that off, which is seen then. */
  private void wake(Open open, long watermark) {
    long when = Math.max(open.atWork, watermark + 1);
    if (when < open.due) {
      open.due = when;
      due.computeIfAbsent(when, unused -> new ArrayList<>(1)).add(open);
    }
  }

  /** Tells the store what has changed since the last time. */
  public void writeTo(Store store) throws Exception {
    for (String key : gone) {
      store.remove(key);
    }
    gone.clear();
    for (Open open : sessions.values()) {
      if (open.isChanged) {
        store.put(open.key, open.packed);
        open.isStored = true;
        open.isChanged = false;
      }
    }
  }

  /**
   * Takes up what the store has of a session, written for whatever dimensions.
   *
   * @param watermark that of when the store was told what had changed for the last time
   * @param out hears once more all that follows from what is kept of it
   */
  public void restore(String key, byte[] stored, long watermark, PlaySink out) {
    ByteReader in = new ByteReader(stored);
    int version = in.next();
    if (version != VERSION) {
      throw new IllegalStateException(
          "plays of format %d, this job reads %d".formatted(version, VERSION));
    }
    int[] places = new int[in.next()];
    for (int i = 0; i < places.length; i++) {
      places[i] = dimensions.indexOf(ALL[in.next()]);
    }
    if (!restoredTags.isOf(places)) {
      restoredTags = new TagsReader(places, dimensions.size());
    }
    Session session = Session.read(tracking, restoredTags, watermark, in, out);
    Open open = new Open(key);
    changed(open, pack(session), session.due());
    open.isStored = true;
    open.isChanged = restoredTags != tags;
    sessions.put(key, open);
    wake(open, Long.MIN_VALUE);
  }

  /** How many sessions there are. */
  public int size() {
    return sessions.size();
  }
}
