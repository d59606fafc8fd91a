package io.playbackanalytics.benchmark.freshness;

import io.playbackanalytics.benchmark.suite.RunFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events at a constant rate, each at the moment of its own timestamp, to all partitions in
 * turn: none is ever without news, so none holds a window back.
 */
final class SteadyLoad implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final long SEED = 1;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final LiveEvents events;
  private final SentEvents sent = new SentEvents();
  private final AtomicLong maxDelayNanos = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopped;
  private int partition;

  private SteadyLoad(String bootstrapServers, String topic, LiveEvents events, Pace pace) {
    this.topic = topic;
    this.events = events;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                "linger.ms",
                "1",
                "acks",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Pacemaker pacemaker = new Pacemaker(pace, System::nanoTime, LockSupport::parkNanos);
    thread = new Thread(() -> run(pacemaker), "steady-load");
    thread.setDaemon(true);
  }

  /** Starts to send events of so many apps. */
  static SteadyLoad start(String bootstrapServers, String topic, int apps, int eventsPerSecond) {
    SteadyLoad load =
        new SteadyLoad(
            bootstrapServers,
            topic,
            new LiveEvents(apps, SEED),
            new Pace(eventsPerSecond, INTERVAL));
    load.thread.start();
    return load;
  }

  SentEvents sent() {
    return sent;
  }

  /**
   * The longest that an event reached the broker after it was due since this was last asked for.
   */
  Duration takeMaxDelay() {
    return Duration.ofNanos(maxDelayNanos.getAndSet(0));
  }

  /** Throws if an event could not be sent. */
  void check() throws RunFailedException {
    if (failure.get() != null) {
      throw new RunFailedException("Events could not be sent: " + failure.get().getMessage());
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    producer.close(Duration.ofSeconds(5));
  }

  private void run(Pacemaker pacemaker) {
    try {
      pacemaker.run(this::send, () -> stopped);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void send(long dueNanos) {
    long now = System.currentTimeMillis();
    events.next(now);
    sent.add(events.app(), now);
    partition = (partition + 1) % LiveTopics.PARTITIONS;
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, now, events.key(), events.value()),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
              maxDelayNanos.accumulateAndGet(System.nanoTime() - dueNanos, Math::max);
            });
  }
}
