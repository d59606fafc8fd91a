package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.playbackanalytics.event.CohortDefinition;
import io.playbackanalytics.event.EventTime;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.metric.push.PushTarget;
import io.playbackanalytics.play.Accounting;
import io.playbackanalytics.play.PlayRules;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

  /** The contract's table: a default that changes here changes what every operator runs with. */
  @Test
  void defaultsAreThoseOfTheContract() {
    assertThat(
            Arrays.stream(SettingKey.values())
                .collect(Collectors.toMap(SettingKey::text, SettingKey::defaultValue)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("kafka.bootstrap-servers", "localhost:9092"),
                Map.entry("events.topic", "playback-events"),
                Map.entry("events.group-id", "playback-analytics"),
                Map.entry("events.start", "committed"),
                Map.entry("events.bounded", "false"),
                Map.entry("events.max-bytes", "1048576"),
                Map.entry("quality.topic", "playback-quality"),
                Map.entry("rejected.topic", "playback-events-rejected"),
                Map.entry("late.topic", "playback-events-late"),
                Map.entry("sink.delivery", "at-least-once"),
                Map.entry("plays.topic", "playback-plays"),
                Map.entry("plays.accounting", "auto"),
                Map.entry("plays.silence", "30 s"),
                Map.entry("plays.hidden-silence", "2 min"),
                Map.entry("plays.stall-cap", "5 min"),
                Map.entry("plays.pause-cap", "1 h"),
                Map.entry("plays.max-open", "250000"),
                Map.entry("measures", "quality,plays"),
                Map.entry("window.size", "5 s"),
                Map.entry("window.slide", "1 s"),
                Map.entry("cohorts", "app; app,os; app,network; app,cdn"),
                Map.entry("event-time.source", "event"),
                Map.entry("event-time.out-of-orderness", "2 s"),
                Map.entry("event-time.allowed-lateness", "30 s"),
                Map.entry("event-time.idle-timeout", "5 s"),
                Map.entry("event-time.max-ahead", "1 min"),
                Map.entry("event-time.oldest", "2000-01-01T00:00:00Z"),
                Map.entry("dedup.window", "0 s"),
                Map.entry("cohorts.max", "100000"),
                Map.entry("metrics.max-cohorts", "500"),
                Map.entry("metrics.idle-timeout", "10 min"),
                Map.entry("metrics.push-url", ""),
                Map.entry("metrics.push-job", "playback-backfill"),
                Map.entry("metrics.push-interval", "5 s"),
                Map.entry("metrics.first-scrape", "10 s")));
  }

  @Test
  void withoutArgumentsEverySettingHasItsDefault() {
    assertThat(JobSettings.parse())
        .isEqualTo(
            new JobSettings(
                "localhost:9092",
                Map.of(),
                "playback-events",
                "playback-analytics",
                new StartPosition.Committed(),
                false,
                1_048_576,
                "playback-quality",
                "playback-events-rejected",
                "playback-events-late",
                Delivery.AT_LEAST_ONCE,
                new PlaySettings(
                    "playback-plays",
                    new PlayRules(
                        Accounting.AUTO,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofSeconds(1)),
                    250_000),
                new Measures(EnumSet.of(MeasureGroup.QUALITY, MeasureGroup.PLAYS)),
                new Lateness(
                    new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30)),
                definitions("app", "app,os", "app,network", "app,cdn"),
                new EventTime(
                    EventTime.Clock.EVENT,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(2),
                    Instant.parse("2000-01-01T00:00:00Z")),
                Duration.ofSeconds(5),
                Duration.ZERO,
                100_000,
                500,
                Duration.ofMinutes(10),
                new MetricExport.Scraped(Duration.ofSeconds(10))));
  }

  @Test
  void everyArgumentSetsWhatItNames() {
    assertThat(
            JobSettings.parse(
                "--kafka.bootstrap-servers",
                "a:1,b:2",
                "--kafka.properties.security.protocol",
                "SASL_SSL",
                "--events.topic",
                "e",
                "--events.group-id",
                "g",
                "--events.start",
                "2026-03-01T12:00:00Z",
                "--events.bounded",
                "true",
                "--events.max-bytes",
                "4096",
                "--quality.topic",
                "q",
                "--rejected.topic",
                "r",
                "--late.topic",
                "l",
                "--sink.delivery",
                "exactly-once",
                "--window.size",
                "1 min",
                "--window.slide",
                "10 s",
                "--cohorts",
                "app,os,region;app",
                "--event-time.source",
                "record",
                "--event-time.out-of-orderness",
                "500 ms",
                "--event-time.allowed-lateness",
                "0 s",
                "--event-time.idle-timeout",
                "2 h",
                "--event-time.oldest",
                "1970-01-01T00:00:00Z",
                "--event-time.max-ahead",
                "7 d",
                "--dedup.window",
                "2 min",
                "--cohorts.max",
                "7",
                "--metrics.max-cohorts",
                "0",
                "--metrics.idle-timeout",
                "3 h",
                "--metrics.push-url",
                "https://gateway.example:443/prefix",
                "--measures",
                "quality",
                "--plays.topic",
                "p",
                "--plays.accounting",
                "states",
                "--plays.silence",
                "20 s",
                "--plays.hidden-silence",
                "3 min",
                "--plays.stall-cap",
                "2 min",
                "--plays.pause-cap",
                "2 h",
                "--plays.max-open",
                "9",
                "--metrics.push-job",
                "backfill-2026.03",
                "--metrics.push-interval",
                "100 ms",
                "--metrics.first-scrape",
                "15 s"))
        .isEqualTo(
            new JobSettings(
                "a:1,b:2",
                Map.of("security.protocol", "SASL_SSL"),
                "e",
                "g",
                new StartPosition.From(Instant.parse("2026-03-01T12:00:00Z")),
                true,
                4096,
                "q",
                "r",
                "l",
                Delivery.EXACTLY_ONCE,
                new PlaySettings(
                    "p",
                    new PlayRules(
                        Accounting.STATES,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(2),
                        Duration.ofHours(2),
                        Duration.ofSeconds(1)),
                    9),
                Measures.quality(),
                new Lateness(new Hop(Duration.ofMinutes(1), Duration.ofSeconds(10)), Duration.ZERO),
                definitions("app,os,region", "app"),
                new EventTime(
                    EventTime.Clock.RECORD,
                    Duration.ofDays(7),
                    Duration.ofMillis(500),
                    Instant.EPOCH),
                Duration.ofHours(2),
                Duration.ofMinutes(2),
                7,
                0,
                Duration.ofHours(3),
                new MetricExport.Pushed(
                    new PushTarget(
                        URI.create("https://gateway.example:443/prefix"),
                        "backfill-2026.03",
                        Duration.ofMillis(100)),
                    Duration.ofSeconds(15))));
  }

  @Test
  void aBackfillIsNotTakenForTheJobOfNow() {
    assertThat(JobSettings.parse().jobName()).isEqualTo("playback-analytics");
    assertThat(JobSettings.parse("--events.bounded", "true").jobName())
        .isEqualTo("playback-analytics-backfill");
  }

  @Test
  void readingStartsWhereTheSettingSays() {
    assertThat(start("committed")).isEqualTo(new StartPosition.Committed());
    assertThat(start("committed-or-earliest")).isEqualTo(new StartPosition.CommittedOrEarliest());
    assertThat(start("earliest")).isEqualTo(new StartPosition.Earliest());
    assertThat(start("latest")).isEqualTo(new StartPosition.Latest());
    assertThat(start("1970-01-01T00:00:00Z")).isEqualTo(new StartPosition.From(Instant.EPOCH));
    assertThat(start("2026-03-01T13:00:00.5+01:00"))
        .isEqualTo(new StartPosition.From(Instant.parse("2026-03-01T12:00:00.5Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:9092",
        "kafka-0.kafka.svc:9092, kafka-1.kafka.svc:9092",
        "SASL_SSL://broker_1:65535",
        "[2001:db8::1%eth0]:9092",
        "192.0.2.1:1"
      })
  void everyFormOfABrokersAddressThatKafkaTakesIsTaken(String servers) {
    assertThat(JobSettings.parse("--kafka.bootstrap-servers", servers).bootstrapServers())
        .isEqualTo(servers);
  }

  @Test
  void aWindowIsStaleAfterItsSizeAndTheTimeThatAPartitionMayBeSilent() {
    assertThat(JobSettings.parse().staleAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(
            JobSettings.parse("--window.size", "1 min", "--event-time.idle-timeout", "1 s")
                .staleAfter())
        .isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void thereIsAtLeastOneCohortAndNoneTwice() {
    JobSettings settings = JobSettings.parse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withCohorts(settings, List.of()))
        .withMessageContaining("cohorts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withCohorts(settings, definitions("app", "app")));
  }

  private static StartPosition start(String text) {
    return JobSettings.parse("--events.start", text).start();
  }

  private static List<CohortDefinition> definitions(String... texts) {
    return Stream.of(texts).map(CohortDefinition::parse).toList();
  }

  private static JobSettings withCohorts(JobSettings settings, List<CohortDefinition> cohorts) {
    return new JobSettings(
        settings.bootstrapServers(),
        settings.kafkaProperties(),
        settings.eventsTopic(),
        settings.groupId(),
        settings.start(),
        settings.bounded(),
        settings.maxEventBytes(),
        settings.qualityTopic(),
        settings.rejectedTopic(),
        settings.lateTopic(),
        settings.delivery(),
        settings.plays(),
        settings.measures(),
        settings.lateness(),
        cohorts,
        settings.eventTime(),
        settings.idleTimeout(),
        settings.dedupWindow(),
        settings.maxCohorts(),
        settings.maxCohortSeries(),
        settings.cohortIdleTimeout(),
        settings.metricExport());
  }
}
