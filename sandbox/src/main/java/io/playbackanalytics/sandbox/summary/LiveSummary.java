package io.playbackanalytics.sandbox.summary;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the job publishes and keeps the screen up to date. For one thread. */
public final class LiveSummary implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSummary.class);
  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** Where lines can't be replaced there should be fewer: one per row and default window. */
  private static final Duration PLAIN_REFRESH = Duration.ofSeconds(5);

  private final QualityTopic topic;
  private final JobMetrics metrics;
  private final Board board;
  private final Screen screen;
  private final Map<String, Instant> printed = new TreeMap<>();
  private Optional<RecordCounts> counts = Optional.empty();
  private long refreshedAt = System.nanoTime();

  /**
   * @param metricsPage where the job's Prometheus metrics are
   * @param rowDimensions the cohorts to show: those of exactly these dimensions
   * @param revisableFor how long behind a cohort's newest window others may still change
   */
  public LiveSummary(
      String bootstrapServers,
      String qualityTopic,
      URI metricsPage,
      Collection<String> rowDimensions,
      Duration revisableFor,
      Screen screen) {
    this.topic = new QualityTopic(bootstrapServers, qualityTopic);
    this.metrics = new JobMetrics(metricsPage);
    this.board = new Board(rowDimensions, revisableFor);
    this.screen = screen;
  }

  /**
   * Takes in what has come, waiting up to {@code patience} for it, and refreshes from time to time.
   */
  public void update(Duration patience) throws InterruptedException {
    read(patience);
    Duration refresh = screen.terminal() ? REFRESH : PLAIN_REFRESH;
    if (System.nanoTime() - refreshedAt >= refresh.toNanos()) {
      refreshedAt = System.nanoTime();
      count();
      show();
    }
  }

  /**
   * Whether the job has counted that many records, as aggregated, late or rejected. Offsets would
   * not tell: Flink commits them up to ten seconds late when a topic falls silent.
   */
  public boolean hasRead(long records) throws InterruptedException {
    count();
    return counts.isPresent() && counts.get().read() >= records;
  }

  /** Reads what is left on the topic. */
  public void readToEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!topic.atEnd() && System.nanoTime() < deadline) {
      read(Duration.ofMillis(100));
    }
  }

  /** What the run adds up to so far. */
  public List<String> closing() {
    return SummaryText.closing(board, counts);
  }

  @Override
  public void close() {
    topic.close();
  }

  private void count() throws InterruptedException {
    counts = metrics.recordCounts().or(() -> counts);
  }

  private void read(Duration patience) {
    for (byte[] value : topic.poll(patience)) {
      try {
        board.add(QualityRecord.parse(value));
      } catch (IOException e) {
        LOG.warn("Skipped a record of the quality topic", e);
      }
    }
  }

  private void show() {
    if (screen.terminal()) {
      screen.replace(SummaryText.live(board, counts));
      return;
    }
    SortedMap<String, QualityRecord> news = new TreeMap<>();
    board
        .lastWindows()
        .forEach(
            (label, window) -> {
              if (!window.windowEnd().equals(printed.put(label, window.windowEnd()))) {
                news.put(label, window);
              }
            });
    screen.print(SummaryText.plain(news));
  }
}
