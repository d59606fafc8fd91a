package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault ends the start with one line that names the key, the value and what would be right.
 */
class SettingsErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka.bootstrap-servers     | ''              | host:port, or several of them separated by commas",
        "kafka.bootstrap-servers     | localhost       | host:port, or several of them separated by commas",
        "kafka.bootstrap-servers     | a:1,            | host:port, or several of them separated by commas",
        "kafka.bootstrap-servers     | a:1;b:2         | host:port, or several of them separated by commas",
        "kafka.bootstrap-servers     | a:65536         | host:port, or several of them separated by commas",
        "kafka.bootstrap-servers     | http://a:1/x    | host:port, or several of them separated by commas",
        "events.topic                | ''              | 1 to 249 of the characters a-z A-Z 0-9 . _ -, but not . or ..",
        "quality.topic               | a b             | 1 to 249 of the characters a-z A-Z 0-9 . _ -, but not . or ..",
        "rejected.topic              | a/b             | 1 to 249 of the characters a-z A-Z 0-9 . _ -, but not . or ..",
        "late.topic                  | ..              | 1 to 249 of the characters a-z A-Z 0-9 . _ -, but not . or ..",
        "events.group-id             | ''              | a name",
        "event-time.oldest           | 2000-01-01      | an instant such as 2000-01-01T00:00:00Z",
        "events.start                | yesterday       | committed, committed-or-earliest, earliest, latest or an instant since 1970 such as 2026-03-01T12:00:00Z",
        "events.start                | Latest          | committed, committed-or-earliest, earliest, latest or an instant since 1970 such as 2026-03-01T12:00:00Z",
        "events.start                | 2026-03-01      | committed, committed-or-earliest, earliest, latest or an instant since 1970 such as 2026-03-01T12:00:00Z",
        "events.start                | 1969-12-31T23:59:59Z | committed, committed-or-earliest, earliest, latest or an instant since 1970 such as 2026-03-01T12:00:00Z",
        "events.start                | +1000000000-12-31T23:59:59Z | committed, committed-or-earliest, earliest, latest or an instant since 1970 such as 2026-03-01T12:00:00Z",
        "events.bounded              | yes             | false or true",
        "events.bounded              | ''              | false or true",
        "events.max-bytes            | 0               | a number of bytes, 1 to 33554432",
        "events.max-bytes            | 1 MB            | a number of bytes, 1 to 33554432",
        "events.max-bytes            | 33554433        | a number of bytes, 1 to 33554432",
        "events.max-bytes            | 9999999999      | a number of bytes, 1 to 33554432",
        "sink.delivery               | at-most-once    | at-least-once or exactly-once",
        "sink.delivery               | EXACTLY_ONCE    | at-least-once or exactly-once",
        "window.size                 | 5               | a duration such as 5 s, 1 ms to 7 d",
        "window.size                 | 0 s             | a duration such as 5 s, 1 ms to 7 d",
        "window.size                 | 8 d             | a duration such as 5 s, 1 ms to 7 d",
        "window.slide                | 1.5 s           | a duration such as 1 s, 1 ms to 7 d",
        "window.slide                | -1 s            | a duration such as 1 s, 1 ms to 7 d",
        "event-time.out-of-orderness | soon            | a duration such as 2 s, 0 ms to 7 d",
        "event-time.allowed-lateness | 30 sec          | a duration such as 30 s, 0 ms to 7 d",
        "event-time.idle-timeout     | 99 ms           | a duration such as 5 s, 100 ms to 7 d",
        "event-time.max-ahead        | PT1M            | a duration such as 1 min, 0 ms to 7 d",
        "event-time.source           | player          | event or record",
        "measures                    | ''              | some of quality, plays, completeness",
        "measures                    | quality,play    | some of quality, plays, completeness",
        "measures                    | plays           | quality among them",
        "measures                    | quality, quality | each group once ('quality' is there twice)",
        "measures                    | quality,completeness | completeness only with plays, which count the events of each session",
        "cohorts.max                 | 0               | a number of cohorts, 1 to 9999999",
        "cohorts.max                 | 10000000        | a number of cohorts, 1 to 9999999",
        "metrics.max-cohorts         | -1              | a number of cohorts, 0 to 999999",
        "metrics.max-cohorts         | 1k              | a number of cohorts, 0 to 999999",
        "metrics.max-cohorts         | 1000000         | a number of cohorts, 0 to 999999",
        "metrics.idle-timeout        | 9 s             | at least window.size=5 s and event-time.idle-timeout=5 s together",
        "metrics.idle-timeout        | 0 s             | a duration such as 10 min, 1 ms to 7 d",
        "metrics.push-interval       | 99 ms           | a duration such as 5 s, 100 ms to 7 d",
        "metrics.push-job            | ''              | 1 to 128 of the characters a-z A-Z 0-9 . _ -, not . or ..",
        "metrics.push-job            | a/b             | 1 to 128 of the characters a-z A-Z 0-9 . _ -, not . or ..",
        "metrics.push-job            | ..              | 1 to 128 of the characters a-z A-Z 0-9 . _ -, not . or ..",
        "metrics.push-url            | http://gateway:9091 | only with events.bounded=true, since a run without an end is scraped",
        "cohorts                     | os              | sets of dimensions such as 'app; app,os' (a cohort starts with app)",
        "cohorts                     | app; app,app    | sets of dimensions such as 'app; app,os' (a dimension is named twice)",
        "cohorts                     | app; app,oss    | sets of dimensions such as 'app; app,os' (no dimension 'oss', there are app, os, network, cdn, region, app_version, device_type, content_type)",
        "cohorts                     | app;            | sets of dimensions such as 'app; app,os' (no dimension '', there are app, os, network, cdn, region, app_version, device_type, content_type)",
        "cohorts                     | app; app,os; app | each set once ('app' is there twice)"
      })
  void aValueThatDoesNotParse(String key, String value, String remedy) {
    assertThat(Refusal.of("--" + key, value)).isEqualTo(key + "=" + value + " is wrong: " + remedy);
  }

  @ParameterizedTest
  @EnumSource(value = SettingKey.class, mode = EnumSource.Mode.EXCLUDE, names = "EVENTS_GROUP_ID")
  void aValueOfSeveralLinesIsShownInOne(SettingKey key) {
    assertThat(Refusal.of("--" + key.text(), "\n,\r\u2028;\u0085="))
        .startsWith(key.text() + "=,\\u000d\\u2028;\\u0085= is wrong: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "windw.size                  | window.size",
        "window-size                 | window.size",
        "window.slides               | window.slide",
        "cohort                      | cohorts",
        "Cohorts                     | cohorts",
        "event.topic                 | events.topic",
        "bootstrap-servers           | kafka.bootstrap-servers",
        "kafka.bootstrap.servers     | kafka.bootstrap-servers",
        "event-time.allowed.lateness | event-time.allowed-lateness",
        "sink.deliver                | sink.delivery",
        "confg                       | config",
        "kafka.property.sasl.mechanism          | kafka.properties.sasl.mechanism",
        "kafka.propertis.ssl.truststore.location | kafka.properties.ssl.truststore.location"
      })
  void anUnknownKeyIsAnsweredWithTheNearestKnownOne(String typo, String nearest) {
    String error =
        "unknown setting '" + typo + "': did you mean '" + nearest + "'? --help lists all";
    assertThat(Refusal.of("--" + typo, "x")).isEqualTo(error);
    assertThat(Refusal.of("--" + typo + "=x")).isEqualTo(error);
    assertThat(Refusal.of("--" + typo)).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "kafka.properties.", "kafka.", "x.y.", "=", "🎧\u2028"})
  void anyOtherKeyIsUnknownToo(String key) {
    assertThat(Refusal.of("--" + key + "=1")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window.size 5 s | 's' is no setting: write --key value",
        "5                 | '5' is no setting: write --key value",
        "-window.size 5    | '-window.size' is no setting: write --key value",
        "window.size=5     | 'window.size=…' is no setting: write --key value",
        "--                | '--' is no setting: write --key value"
      })
  void anArgumentOutOfPlace(String arguments, String error) {
    assertThat(Refusal.of(arguments.split(" "))).isEqualTo(error);
  }

  @Test
  void aKafkaPropertyOfSeveralWords() {
    assertThat(Refusal.of("--kafka.properties.sasl.password", "two", "words"))
        .isEqualTo(
            "--kafka.properties.sasl.password has more than one value:"
                + " put it in quotes, --key \"VALUE\"");
  }

  @Test
  void aKeyWithoutValue() {
    String error = "--window.size has no value: write --window.size VALUE";
    assertThat(Refusal.of("--window.size")).isEqualTo(error);
    assertThat(Refusal.of("--window.size", "--window.slide", "1 s")).isEqualTo(error);
  }

  @Test
  void aWindowThatIsNoMultipleOfItsSlide() {
    assertThat(Refusal.of("--window.size", "5 s", "--window.slide", "2 s"))
        .isEqualTo("window.size=5 s is wrong: a multiple of window.slide=2 s");
    assertThat(Refusal.of("--window.slide", "10 s"))
        .isEqualTo("window.size=5 s is wrong: a multiple of window.slide=10 s");
  }

  @Test
  void aDedupWindowInWhichARepeatMayBeCounted() {
    assertThat(Refusal.of("--dedup.window", "34 s"))
        .isEqualTo(
            "dedup.window=34 s is wrong: 0 s, or at least window.size=5 s and "
                + "event-time.allowed-lateness=30 s together");
    assertThat(JobSettings.parse("--dedup.window", "35 s").dedupWindow()).hasSeconds(35);
  }

  /** Of a key pasted from elsewhere, of a value that is not quoted, of a login in a URL. */
  @Test
  void whatMayBeASecretIsNotShown() {
    assertThat(
            Stream.of(
                    Refusal.of("--MIIEvQIBADANBgkqhkiG9w0BAQEFs3cret", "x"),
                    Refusal.of("--s3cret;", "x"),
                    Refusal.of("--kafka.properties.sasl.password s3cret"),
                    Refusal.of("--kafka.properties.sasl.password: s3cret", "x"),
                    Refusal.of("--metrics.push-url", "http://user:s3cret@gateway:9091"))
                .toList())
        .allSatisfy(line -> assertThat(line).isNotBlank().doesNotContain("s3cret"));
    assertThat(Refusal.of("--kafka.properties.sasl.password s3cret"))
        .startsWith("unknown setting 'kafka.properties.sasl.password…'");
  }

  @Test
  void aKeyThatIsNearNone() {
    assertThat(Refusal.of("--password", "x"))
        .isEqualTo("unknown setting 'password': --help lists all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway:9091",
        "http://",
        "http://gateway:65536",
        "ftp://gateway",
        "http://user:password@gateway",
        "http://gateway/?a=b",
        "http://gate way"
      })
  void anAddressThatNoPushgatewayHas(String address) {
    assertThat(Refusal.of("--events.bounded", "true", "--metrics.push-url", address))
        .isEqualTo(
            "metrics.push-url="
                + address.replace("user:password@", "…@")
                + " is wrong: an address such as http://pushgateway:9091");
  }

  @Test
  void aBoundedRunThatWouldReadNothing() {
    assertThat(Refusal.of("--events.bounded", "true", "--events.start", "latest"))
        .isEqualTo(
            "events.start=latest is wrong: another start with events.bounded=true, or nothing is"
                + " read");
  }

  @Test
  void aWindowOfTooManySlices() {
    assertThat(Refusal.of("--window.size", "2 h"))
        .isEqualTo("window.size=2 h is wrong: at most 3600 times window.slide=1 s");
  }

  @ParameterizedTest
  @CsvSource({
    "events.topic, quality.topic",
    "events.topic, rejected.topic",
    "events.topic, late.topic",
    "quality.topic, rejected.topic",
    "quality.topic, late.topic",
    "rejected.topic, late.topic"
  })
  void twoTopicsThatAreOne(String first, String second) {
    assertThat(Refusal.of("--" + first, "t", "--" + second, "t"))
        .isEqualTo(second + "=t is wrong: another topic than " + first);
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, kafka.bootstrap-servers",
    "group.id, events.group-id",
    "auto.offset.reset, events.start"
  })
  void aKafkaPropertyThatASettingDecides(String property, String key) {
    assertThat(Refusal.of("--kafka.properties." + property, "x"))
        .isEqualTo(
            "kafka.properties." + property + " contradicts " + key + ": set only the latter");
  }
}
