package io.playbackanalytics.process;

import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.BruteForce;
import io.playbackanalytics.oracle.RandomEvents;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Players that report what happens now, at a steady rate into every partition, until they are
 * stopped; and the oracle that knows what should come of it.
 */
public final class LiveEvents implements AutoCloseable {

  private static final Duration LATE_BY = Duration.ofMinutes(10);
  private static final int ROUNDS_PER_SECOND = 20;

  private final KafkaTopics topics;
  private final RandomEvents events;
  private final BruteForce oracle = new BruteForce();
  private final Thread thread = new Thread(this::run, "players");
  private volatile boolean stopped;
  private volatile boolean disturbed;
  private volatile boolean paused;
  private volatile int partitions;
  private volatile int perRound;
  private volatile @Nullable Throwable failure;
  private volatile int longestDelayMs = 1000;
  private volatile long aggregated;
  private volatile long late;
  private volatile long rejected;

  private LiveEvents(KafkaTopics topics, int partitions, int perSecond, long seed) {
    this.topics = topics;
    this.partitions = partitions;
    rate(perSecond);
    this.events = new RandomEvents(seed);
  }

  /** Starts {@code perSecond} punctual events a second. */
  public static LiveEvents start(KafkaTopics topics, int partitions, int perSecond, long seed) {
    LiveEvents players = new LiveEvents(topics, partitions, perSecond, seed);
    players.thread.setDaemon(true);
    players.thread.start();
    return players;
  }

  /**
   * From now on one record in 50 is malformed, and one in 50 late: only once windows have fired can
   * an event be late for them.
   */
  public void disturb() {
    disturbed = true;
  }

  /** From now on events are up to so long on their way. */
  public void delayUpTo(Duration longest) {
    longestDelayMs = Math.toIntExact(longest.toMillis());
  }

  /** From now on so many events come in a second. */
  public void rate(int perSecond) {
    perRound = perSecond / ROUNDS_PER_SECOND;
  }

  /** From now on events go to so many partitions. */
  public void spreadOver(int morePartitions) {
    partitions = morePartitions;
  }

  /** Sends nothing more until {@link #resume}. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
  }

  /** Stops; returns once the broker has everything. */
  public void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    Throwable cause = failure;
    if (cause != null) {
      throw new AssertionError("players failed", cause);
    }
  }

  /** What should have been published; only after {@link #stop}. */
  public BruteForce oracle() {
    return oracle;
  }

  public long aggregated() {
    return aggregated;
  }

  public long late() {
    return late;
  }

  public long rejected() {
    return rejected;
  }

  public long sent() {
    return aggregated + late + rejected;
  }

  private void run() {
    try (EventWriter writer = topics.writer()) {
      long next = System.nanoTime();
      while (!stopped) {
        for (int i = 0; i < perRound && !paused; i++) {
          send(writer);
        }
        next += 1_000_000_000L / ROUNDS_PER_SECOND;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes.
  private void send(EventWriter writer) {
    long now = System.currentTimeMillis();
    int partition = events.random().nextInt(partitions);
    int kind = disturbed ? events.random().nextInt(50) : -1;
    if (kind == 0) {
      writer.write(partition, null, events.malformed(now).bytes());
      rejected++;
    } else if (kind == 1) {
      writer.write(partition, null, events.event(now - LATE_BY.toMillis()));
      late++;
    } else {
      byte[] event = events.event(now - events.random().nextInt(longestDelayMs));
      oracle.add(event);
      writer.write(partition, null, event);
      aggregated++;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
