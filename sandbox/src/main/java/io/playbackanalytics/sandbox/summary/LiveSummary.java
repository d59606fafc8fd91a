package io.playbackanalytics.sandbox.summary;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the job publishes and keeps the screen up to date. For one thread. */
public final class LiveSummary implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSummary.class);
  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** Where lines can't be replaced there should be fewer: one per row and default window. */
  private static final Duration PLAIN_REFRESH = Duration.ofSeconds(5);

  private final ResultTopics topics;
  private final String qualityTopic;
  private final JobMetrics metrics;
  private final Board board;
  private final Rejections rejections = new Rejections();
  private final LateEvents late = new LateEvents();
  private final Screen screen;
  private final Map<String, Instant> printed = new TreeMap<>();
  private Optional<RecordCounts> counts = Optional.empty();
  private long refreshedAt = System.nanoTime();

  /**
   * @param qualityTopic one of the topics
   * @param otherTopics those with what is in no window
   * @param metricsPage where the job's Prometheus metrics are
   * @param rowDimensions the cohorts to show: those of exactly these dimensions
   * @param revisableFor how long behind a cohort's newest window others may still change
   */
  public LiveSummary(
      String bootstrapServers,
      String qualityTopic,
      Collection<String> otherTopics,
      URI metricsPage,
      Collection<String> rowDimensions,
      Duration revisableFor,
      Screen screen) {
    List<String> all = new ArrayList<>(otherTopics);
    all.add(qualityTopic);
    this.topics = new ResultTopics(bootstrapServers, all);
    this.qualityTopic = qualityTopic;
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

  /** Reads what is left on the topics. */
  public void readToEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!topics.atEnd() && System.nanoTime() < deadline) {
      read(Duration.ofMillis(100));
    }
  }

  /** What the run adds up to so far. */
  public List<String> closing() {
    return text().closing();
  }

  @Override
  public void close() {
    topics.close();
  }

  private void count() throws InterruptedException {
    counts = metrics.recordCounts().or(() -> counts);
  }

  private void read(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : topics.poll(patience)) {
      try {
        add(record);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("Skipped a record of the topic {}", record.topic(), e);
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.topic().equals(qualityTopic)) {
      board.add(QualityRecord.parse(record.value()));
      return;
    }
    SideRecord side = SideRecord.of(record);
    if (side.late()) {
      late.add(side);
    } else {
      rejections.add(side);
    }
  }

  private SummaryText text() {
    return new SummaryText(board, rejections, late, counts);
  }

  private void show() {
    if (screen.terminal()) {
      screen.replace(text().live());
      return;
    }
    SortedMap<String, QualityRecord> news = new TreeMap<>();
    board
        .rows()
        .forEach(
            (label, history) -> {
              QualityRecord window = history.last();
              if (!window.windowEnd().equals(printed.put(label, window.windowEnd()))) {
                news.put(label, window);
              }
            });
    screen.print(SummaryText.plain(news));
  }
}
