package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ManualClock;
import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordLogTest {

  private static final Rejection REJECTION =
      new Rejection(Reason.WRONG_TYPE, "play_ms", "a string");

  private final Logger logger = (Logger) LogManager.getLogger(RecordLog.class);
  private final Lines lines = new Lines();
  private final ManualClock clock = new ManualClock(1_767_225_600_000L);
  private final RecordLog log = new RecordLog("Slices", clock);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    logger.removeAppender(lines);
  }

  @Test
  void saysWhereARecordStandsAndLeadsToItsTrace() {
    log.late(record(7, "{\"trace_id\":\"4bf92f35\"}"), 1_767_225_600_000L, 1_767_225_660_000L);
    log.rejected(record(8, "{\"trace_id\":\"4bf92f36\""), REJECTION);
    assertThat(lines.heard)
        .containsExactly(
            "Late: events-3@7, event time 2026-01-01T00:00:00Z, watermark 2026-01-01T00:01:00Z;"
                + " 0 more since the last line like this {operator=Slices, trace_id=4bf92f35}",
            "Rejected: events-3@8, wrong_type play_ms: a string;"
                + " 0 more since the last line like this {operator=Slices, trace_id=4bf92f36}");
  }

  @Test
  void aFloodIsOneLineInAWhile() {
    for (int i = 0; i < 1000; i++) {
      log.rejected(record(i, "no json"), REJECTION);
    }
    log.late(record(1000, "{}"), 0, 0);
    clock.advance(RecordLog.PAUSE.minusMillis(1));
    log.rejected(record(1001, "no json"), REJECTION);
    assertThat(lines.heard).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    log.rejected(record(1002, "no json"), REJECTION);
    assertThat(lines.heard)
        .hasSize(3)
        .last()
        .asString()
        .contains("events-3@1002", "; 1000 more since the last line like this {operator=Slices}");
  }

  private static SourceRecord record(long offset, String value) {
    return new SourceRecord("events", 3, offset, null, value.getBytes(StandardCharsets.UTF_8));
  }

  /** What is logged, with its context. */
  private static final class Lines extends AbstractAppender {

    private final List<String> heard = new ArrayList<>();

    Lines() {
      super("heard", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      heard.add(
          event.getMessage().getFormattedMessage()
              + " "
              + new TreeMap<>(event.getContextData().toMap()));
    }
  }
}
