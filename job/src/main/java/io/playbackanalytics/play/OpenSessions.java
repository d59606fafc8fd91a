package io.playbackanalytics.play;

import io.playbackanalytics.event.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;

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

  /** What outlives the process: pages of bytes, each of sessions of one key group. */
  public interface Store extends Pages.Store {}

  private static final int VERSION = 1;
  private static final Dimension[] ALL = Dimension.values();

  private final Tracking tracking;

  private final TagsReader tags;

  /** Of the dimensions of what was restored last. */
  private TagsReader restoredTags;

  private final List<Dimension> dimensions;
  private final int max;
  private final SessionMemory memory;
  private final DueSlots due = new DueSlots();
  private final ByteWriter back = new ByteWriter();
  private final ByteWriter front = new ByteWriter();

  /**
   * Without any session.
   *
   * @param horizon how far behind the watermark a report may be that still changes windows
   * @param dimensions of the tags, in their order
   * @param max of how many sessions plays are tracked
   * @param keyGroups how many key groups there are
   * @param keyGroupOf that of a session's {@linkplain SessionKey#hash hash}
   */
  public OpenSessions(
      PlayRules rules,
      Duration horizon,
      List<Dimension> dimensions,
      int max,
      int keyGroups,
      IntUnaryOperator keyGroupOf) {
    this.dimensions = List.copyOf(dimensions);
    this.max = max;
    Tags unknown = Tags.of(dimensions.stream().map(dimension -> "").toList());
    tracking = new Tracking(rules, horizon, unknown);
    tags = TagsReader.ofSame(dimensions.size());
    restoredTags = tags;
    memory = new SessionMemory(header(dimensions), keyGroups, keyGroupOf);
  }

  /** With which a page begins: the version, and of which dimensions the tags are. */
  private static byte[] header(List<Dimension> dimensions) {
    ByteWriter header = new ByteWriter();
    header.put(VERSION);
    header.put(dimensions.size());
    dimensions.forEach(dimension -> header.put(dimension.index()));
    return header.copy();
  }

  /**
   * Takes a report. {@link #advance} has been called for {@code watermark}.
   *
   * @param names has the {@linkplain SessionKey names} of its session in {@code [from, to)}
   */
  public Taken add(byte[] names, int from, int to, Report report, long watermark, PlaySink out) {
    int slot = memory.find(names, from, to);
    if (slot == SessionMemory.NONE) {
      if (memory.size() >= max) {
        tracking.fresh.sumUp(report, new Effects(out, play -> {}));
        return Taken.UNTRACKED;
      }
      return add(report, memory.add(names, from, to), new Session(tracking), watermark, out);
    }
    SessionFront known = SessionFront.read(tracking, tags, memory.front(slot));
    if (!known.canTake(report)) {
      return add(report, slot, unpack(slot, known), watermark, out);
    }
    back.clear();
    front.clear();
    known.take(report, out, back);
    known.writeTo(front);
    memory.append(slot, back, front);
    wake(slot, known.due(), watermark);
    return Taken.TAKEN;
  }

  private Taken add(Report report, int slot, Session session, long watermark, PlaySink out) {
    Taken taken = session.add(report, watermark, out);
    if (taken == Taken.TAKEN) {
      write(slot, session);
      wake(slot, session.due(), watermark);
    }
    return taken;
  }

  /** As it was when it was packed: until it is due nothing becomes of it by itself. */
  private Session unpack(int slot, SessionFront known) {
    return Session.read(known, tracking, tags, memory.atWork(slot) - 1, memory.back(slot));
  }

  private void write(int slot, Session session) {
    back.clear();
    front.clear();
    session.writeTo(front, back);
    memory.write(slot, back, front);
  }

  /**
   * Closes what is over at {@code watermark}, and forgets the sessions of which nothing is left.
   */
  public void advance(long watermark, PlaySink out, Ledger ledger) {
    due.drain(
        watermark,
        (slot, when) -> {
          if (memory.due(slot) == when) {
            memory.setDue(slot, Long.MAX_VALUE);
            if (memory.atWork(slot) > watermark) {
              wake(slot, memory.atWork(slot), watermark);
            } else {
              work(slot, watermark, out, ledger);
            }
          }
        });
  }

  private void work(int slot, long watermark, PlaySink out, Ledger ledger) {
    Session session = unpack(slot, SessionFront.read(tracking, tags, memory.front(slot)));
    session.advance(watermark, out, play -> ledger.add(memory.key(slot), play));
    if (session.isOver(watermark)) {
      memory.remove(slot);
    } else {
      write(slot, session);
      wake(slot, session.due(), watermark);
    }
  }

  /** It is looked at when it is due. A report nearly always puts that off, which is seen then. */
  private void wake(int slot, long atWork, long watermark) {
    memory.setAtWork(slot, atWork);
    long when = Math.max(atWork, watermark + 1);
    if (when < memory.due(slot)) {
      memory.setDue(slot, when);
      due.add(slot, when);
    }
  }

  /** Tells the store what has changed since the last time. It may then be read. */
  public void writeTo(Store store) throws Exception {
    memory.writeTo(store);
  }

  /** The store is no longer read. */
  public void release(Store store) throws Exception {
    memory.release(store);
  }

  /**
   * Takes up what the store has of a page, written for whatever dimensions. The store is told of it
   * anew, in other pages.
   *
   * @param watermark that of when the store was told what had changed for the last time
   * @param out hears once more all that follows from what is kept of it
   */
  public void restore(byte[] page, long watermark, PlaySink out) {
    ByteReader in = new ByteReader(page);
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
    Pages.blocksOf(page, in.position(), at -> restore(page, at, watermark, out));
  }

  private void restore(byte[] page, int at, long watermark, PlaySink out) {
    int from = at + Pages.HEAD;
    ByteReader stored = new ByteReader(page, from);
    SessionKey.skip(stored);
    int to = stored.position();
    SessionFront known =
        SessionFront.read(tracking, restoredTags, new ByteReader(page, at + Pages.mark(page, at)));
    Session session = Session.restore(known, tracking, restoredTags, watermark, stored, out);
    int slot = memory.add(page, from, to);
    write(slot, session);
    wake(slot, session.due(), Long.MIN_VALUE);
  }

  /** How many sessions there are. */
  public int size() {
    return memory.size();
  }
}
