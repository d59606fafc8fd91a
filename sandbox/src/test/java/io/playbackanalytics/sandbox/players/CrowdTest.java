package io.playbackanalytics.sandbox.players;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration RUN = Duration.ofMinutes(3);
  private static final Mix FLAWLESS = new Mix(300, 0, 0, 7);
  private static final Mix FLAWED = new Mix(300, 4, 8, 7);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void sameSeedAndStartGiveTheSameRecordsHoweverOftenTheyAreAskedFor() {
    List<Report> atOnce = run(FLAWED, RUN);
    List<Report> inSteps = run(FLAWED, Duration.ofMillis(70));
    assertThat(inSteps).hasSameSizeAs(atOnce);
    for (int i = 0; i < atOnce.size(); i++) {
      assertThat(inSteps.get(i).sentAt()).isEqualTo(atOnce.get(i).sentAt());
      assertThat(inSteps.get(i).value()).isEqualTo(atOnce.get(i).value());
    }
  }

  @Test
  void anotherSeedGivesOtherRecords() {
    List<Report> one = run(new Mix(50, 0, 0, 1), RUN);
    List<Report> other = run(new Mix(50, 0, 0, 2), RUN);
    assertThat(one.get(0).value()).isNotEqualTo(other.get(0).value());
  }

  @Test
  void everyEventIsAPlaybackEventAndItsIdIsItsOwn() throws IOException {
    EventSchema schema = new EventSchema();
    Map<String, JsonNode> byId = new HashMap<>();
    for (JsonNode event : events(FLAWLESS)) {
      assertThat(schema.faults(event)).as(event.toString()).isEmpty();
      JsonNode same = byId.putIfAbsent(event.get("event_id").asText(), event);
      assertThat(same).as("sent again as it was").isIn(null, event);
      assertThat(event.path("decode_failures").asInt())
          .isLessThanOrEqualTo(event.path("decode_attempts").asInt());
    }
  }

  @Test
  void everyKindOfEventHappens() throws IOException {
    Set<String> types = new HashSet<>();
    Set<String> apps = new HashSet<>();
    for (JsonNode event : events(FLAWLESS)) {
      types.add(event.get("event_type").asText());
      apps.add(event.get("app_id").asText());
    }
    assertThat(types)
        .containsExactlyInAnyOrder(
            "PLAY_REQUEST",
            "PLAY_START",
            "HEARTBEAT",
            "BUFFER_START",
            "BUFFER_END",
            "PAUSE",
            "RESUME",
            "SEEK",
            "SKIP",
            "PLAY_END",
            "PLAY_ERROR",
            "DECODE_OK",
            "DECODE_FAIL",
            "SEARCH",
            "SESSION_ACTIVE");
    assertThat(apps).hasSize(App.ALL.size());
  }

  @Test
  void reportsNeverClaimMoreTimeThanHasPassedSinceTheReportBefore() throws IOException {
    Map<String, Long> reportedUntil = new HashMap<>();
    Map<String, Long> newest = new HashMap<>();
    for (JsonNode event : firstOfEach(events(FLAWLESS))) {
      String session = event.get("session_id").asText();
      long at = event.get("timestamp").asLong();
      assertThat(at).isGreaterThanOrEqualTo(newest.getOrDefault(session, Long.MIN_VALUE));
      newest.put(session, at);
      if (event.has("play_ms")) {
        long claimed = event.get("play_ms").asLong() + event.get("buffer_ms").asLong();
        assertThat(claimed)
            .isLessThanOrEqualTo(at - reportedUntil.getOrDefault(session, Long.MIN_VALUE / 2));
      }
      if (event.has("play_ms") || !reportedUntil.containsKey(session)) {
        reportedUntil.put(session, at);
      }
    }
  }

  @Test
  void someReportsGetLostAndSomeComeTwice() throws IOException {
    Map<String, Set<Long>> numbers = new HashMap<>();
    Map<String, Long> highest = new HashMap<>();
    long repeated = 0;
    for (JsonNode event : events(FLAWLESS)) {
      String session = event.get("session_id").asText();
      long number = event.get("seq").asLong();
      if (!numbers.computeIfAbsent(session, key -> new HashSet<>()).add(number)) {
        repeated++;
      }
      highest.merge(session, number, Math::max);
    }
    long came = numbers.values().stream().mapToLong(Set::size).sum();
    long sent = highest.values().stream().mapToLong(Long::longValue).sum();
    assertThat((double) (sent - came) / sent).isBetween(0.003, 0.007);
    assertThat((double) repeated / sent).isBetween(0.003, 0.007);
  }

  /** What the rules of plays are about happens. */
  @Test
  void playersDoWhatRealOnesDo() throws IOException {
    Map<String, Integer> happened = new TreeMap<>();
    Map<String, JsonNode> last = new HashMap<>();
    Set<String> artists = new HashSet<>();
    for (JsonNode event : events(new Mix(1500, 0, 0, 3))) {
      String type = event.get("event_type").asText();
      JsonNode before = last.put(event.get("session_id").asText(), event);
      String typeBefore = before == null ? "" : before.get("event_type").asText();
      happened.merge(typeBefore + " " + type, 1, Integer::sum);
      for (String field : List.of("player_state", "hidden", "ad", "is_hit")) {
        if (event.has(field)) {
          happened.merge(field + " " + event.get(field).asText(), 1, Integer::sum);
        }
      }
      if (event.has("artist_id")) {
        artists.add(event.get("artist_id").asText());
        assertThat(event.has("track_id")).isTrue();
      }
    }
    last.values()
        .forEach(
            event -> happened.merge("last " + event.get("event_type").asText(), 1, Integer::sum));
    assertThat(happened)
        .containsKeys(
            "SEEK HEARTBEAT",
            "SEEK BUFFER_START",
            "BUFFER_START PAUSE",
            "RESUME BUFFER_END",
            "SKIP PLAY_REQUEST",
            "PLAY_END PLAY_REQUEST",
            "last BUFFER_START",
            "last HEARTBEAT",
            "player_state starting",
            "player_state playing",
            "player_state stalled",
            "player_state seeking",
            "player_state paused",
            "player_state ended",
            "player_state failed",
            "player_state quit",
            "hidden true",
            "hidden false",
            "ad true",
            "ad false",
            "is_hit true",
            "is_hit false");
    assertThat(artists).hasSizeGreaterThan(20);
  }

  @Test
  void playersPlayMostOfTheTime() throws IOException {
    long playMs = 0;
    for (JsonNode event : events(FLAWLESS)) {
      playMs += event.path("play_ms").asLong();
    }
    long possible = FLAWLESS.players() * RUN.toMillis();
    assertThat(playMs).isBetween(possible * 8 / 10, possible);
  }

  @Test
  void someDevicesBatchTheirReportsForSomeSeconds() throws IOException {
    Duration longest = Duration.ZERO;
    for (Report report : run(FLAWLESS, RUN)) {
      Instant happenedAt =
          Instant.ofEpochMilli(JSON.readTree(report.value()).get("timestamp").asLong());
      Duration waited = Duration.between(happenedAt, report.sentAt());
      longest = waited.compareTo(longest) > 0 ? waited : longest;
    }
    assertThat(longest).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
  }

  @Test
  void slowNetworksAndTheSickNodeStallMore() throws IOException {
    Map<String, double[]> times = new HashMap<>();
    for (JsonNode event : events(new Mix(1500, 0, 0, 3))) {
      for (String dimension : List.of("network", "cdn_node_id")) {
        double[] sums = times.computeIfAbsent(event.get(dimension).asText(), key -> new double[2]);
        sums[0] += event.path("buffer_ms").asLong();
        sums[1] += event.path("play_ms").asLong();
      }
    }
    Map<String, Double> ratios = new HashMap<>();
    times.forEach((name, sums) -> ratios.put(name, sums[0] / (sums[0] + sums[1])));
    assertThat(ratios.get("3g")).isGreaterThan(3 * ratios.get("wifi"));
    assertThat(ratios.get("cdn-ams-2")).isGreaterThan(2 * ratios.get("cdn-ams-1"));
  }

  @Test
  void startsSayHowLongTheyTook() throws IOException {
    Map<String, JsonNode> before = new HashMap<>();
    int starts = 0;
    for (JsonNode event : firstOfEach(events(FLAWLESS))) {
      JsonNode last = before.put(event.get("session_id").asText(), event);
      assertThat(event.has("startup_ms")).isEqualTo(type(event).equals("PLAY_START"));
      boolean isNext = last != null && event.get("seq").asLong() == last.get("seq").asLong() + 1;
      if (event.has("startup_ms") && isNext) {
        starts++;
        assertThat(type(last)).isEqualTo("PLAY_REQUEST");
        assertThat(event.get("startup_ms").asLong())
            .isEqualTo(event.get("timestamp").asLong() - last.get("timestamp").asLong());
      }
    }
    assertThat(starts).isGreaterThan(100);
  }

  private static String type(JsonNode event) {
    return event.get("event_type").asText();
  }

  @Test
  void everyErrorHasACodeAndOnlyErrorsHave() throws IOException {
    Map<String, Set<String>> codes = new HashMap<>();
    for (JsonNode event : events(new Mix(3000, 0, 0, 3))) {
      String type = event.get("event_type").asText();
      boolean error = type.equals("PLAY_ERROR") || type.equals("DECODE_FAIL");
      assertThat(event.has("error_code")).as(type).isEqualTo(error);
      if (error) {
        codes
            .computeIfAbsent(type, key -> new HashSet<>())
            .add(ErrorCode.valueOf(event.get("error_code").asText()).name());
      }
    }
    assertThat(codes.get("PLAY_ERROR")).hasSizeGreaterThan(4);
    assertThat(codes.get("DECODE_FAIL")).containsExactlyInAnyOrder("DECODER_RESET", "DECODER_BUSY");
  }

  @Test
  void mostEventsSayWhoseTheyAreAndAUserHasManySessions() throws IOException {
    Set<String> users = new HashSet<>();
    Set<String> sessions = new HashSet<>();
    long named = 0;
    List<JsonNode> events = events(FLAWLESS);
    for (JsonNode event : events) {
      sessions.add(event.get("session_id").asText());
      if (event.has("user_id")) {
        named++;
        users.add(event.get("user_id").asText());
      }
    }
    assertThat((double) named / events.size()).isBetween(0.8, 0.99);
    assertThat(users).hasSizeLessThan(sessions.size());
  }

  @Test
  void lateAndMalformedRecordsComeInTheSharesAskedFor() {
    EventSchema schema = new EventSchema();
    Instant settled = START.plusSeconds(10);
    long good = 0;
    long malformed = 0;
    long late = 0;
    for (Report report : run(FLAWED, RUN)) {
      if (report.sentAt().isBefore(settled)) {
        continue;
      }
      if (report.sessionId().startsWith("offline")) {
        late++;
      } else if (!schema.accepts(report.value()) || fromTheFuture(report)) {
        malformed++;
      } else {
        good++;
      }
    }
    assertThat(100.0 * late / good).isBetween(3.0, 5.0);
    assertThat(100.0 * malformed / good).isBetween(7.0, 9.0);
  }

  private static boolean fromTheFuture(Report report) {
    try {
      return JSON.readTree(report.value()).get("timestamp").asLong()
          > START.plus(RUN).plusSeconds(60).toEpochMilli();
    } catch (IOException e) {
      return false;
    }
  }

  /** Without those that were sent again. */
  private static List<JsonNode> firstOfEach(List<JsonNode> events) {
    Set<String> ids = new HashSet<>();
    return events.stream().filter(event -> ids.add(event.get("event_id").asText())).toList();
  }

  private static List<JsonNode> events(Mix mix) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (Report report : run(mix, RUN)) {
      events.add(JSON.readTree(report.value()));
    }
    return events;
  }

  private static List<Report> run(Mix mix, Duration step) {
    Crowd crowd = new Crowd(mix, START);
    List<Report> reports = new ArrayList<>();
    Instant end = START.plus(RUN);
    for (Instant now = START; now.isBefore(end); now = now.plus(step)) {
      reports.addAll(crowd.advance(now));
    }
    reports.addAll(crowd.advance(end));
    return reports;
  }
}
