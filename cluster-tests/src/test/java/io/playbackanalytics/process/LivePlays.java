package io.playbackanalytics.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playbackanalytics.kafka.EventWriter;
import io.playbackanalytics.kafka.KafkaTopics;
import io.playbackanalytics.oracle.RandomPlays;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Players of one app that play as {@link RandomPlays} says, report by report as it happens, until
 * they are stopped. Their reports are numbered; some never come, and some come twice.
 */
public final class LivePlays implements AutoCloseable {

  /** The app that they play in. */
  public static final String APP = "plays";

  private static final Duration LONGEST = Duration.ofMinutes(4);

  /**
   * So long before the first report that is sent sessions begin, or there would be few at first.
   */
  private static final Duration BEFORE = Duration.ofMinutes(4);

  private final KafkaTopics topics;
  private final int partitions;
  private final RandomPlays plays;
  private final List<ObjectNode> events;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Thread thread = new Thread(this::run, "plays");
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private volatile long sent;

  private LivePlays(KafkaTopics topics, int partitions, int perSecond, long seed) {
    this.topics = topics;
    this.partitions = partitions;
    plays = new RandomPlays(seed);
    Duration span = BEFORE.plus(LONGEST);
    int count = Math.toIntExact(perSecond * span.toSeconds());
    long now = System.currentTimeMillis();
    events =
        plays.events(now - BEFORE.toMillis(), span.toMillis(), count).stream()
            .filter(event -> event.get("timestamp").asLong() >= now)
            .toList();
  }

  /** Starts to play, with about {@code perSecond} reports a second. */
  public static LivePlays start(KafkaTopics topics, int partitions, int perSecond, long seed) {
    LivePlays players = new LivePlays(topics, partitions, perSecond, seed);
    players.thread.setDaemon(true);
    players.thread.start();
    return players;
  }

  /** The records that were sent; all of them, after {@link #close}. */
  public long sent() {
    return sent;
  }

  private void run() {
    try (EventWriter writer = topics.writer()) {
      for (ObjectNode event : events) {
        long time = event.get("timestamp").asLong();
        while (System.currentTimeMillis() < time && !stopped) {
          LockSupport.parkNanos(Duration.ofMillis(time - System.currentTimeMillis()).toNanos());
        }
        if (stopped) {
          return;
        }
        send(event, writer);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes.
  private void send(ObjectNode event, EventWriter writer) {
    int number = numbers.merge(event.get("session_id").asText(), 1, Integer::sum);
    int fate = plays.random().nextInt(20);
    byte[] report = RandomPlays.bytes(event.put("app_id", APP).put("seq", number));
    for (int times = fate == 0 ? 0 : fate == 1 ? 2 : 1; times > 0; times--) {
      writer.write(plays.random().nextInt(partitions), null, report);
      sent++;
    }
  }

  /** Stops; returns once the broker has everything. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    Throwable cause = failure;
    if (cause != null) {
      throw new AssertionError("plays failed", cause);
    }
  }
}
