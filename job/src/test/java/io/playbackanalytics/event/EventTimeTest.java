package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  /** 2026-01-01T00:00:00Z. */
  private static final long RECORD = 1_767_225_600_000L;

  private static final long NOW = RECORD + 5000;
  private static final long MAX_AHEAD = 60_000;
  private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

  private final EventTime byEvent = eventTime(EventTime.Clock.EVENT);
  private final EventTime byRecord = eventTime(EventTime.Clock.RECORD);

  @Test
  void anEventExactlyMaxAheadOfItsRecordIsAcceptedAndOneMillisecondMoreIsNot() {
    assertThat(byEvent.check(RECORD + MAX_AHEAD, RECORD, NOW)).isEmpty();
    assertThat(byEvent.check(RECORD + MAX_AHEAD + 1, RECORD, NOW))
        .contains(
            new Rejection(
                Reason.FUTURE_TIMESTAMP,
                "timestamp",
                "60001 ms ahead of its record, more than event-time.max-ahead=60000 ms"));
  }

  /** Else its windows would be held, and published when the wall clock comes to them. */
  @ParameterizedTest
  @ValueSource(longs = {3_600_000, 31_536_000_000L})
  void anEventAheadOfTheWallClockIsRejectedEvenIfItsRecordIsAheadAsFar(long ahead) {
    assertThat(byEvent.check(NOW + ahead, NOW + ahead, NOW))
        .contains(
            new Rejection(
                Reason.FUTURE_TIMESTAMP,
                "timestamp",
                ahead + " ms ahead of the wall clock, more than event-time.max-ahead=60000 ms"));
    assertThat(byEvent.check(NOW + MAX_AHEAD, NOW + MAX_AHEAD, NOW)).isEmpty();
  }

  @Test
  void byTheRecordsClockTheRecordIsCheckedAgainstTheWallClock() {
    assertThat(byRecord.check(0, NOW + MAX_AHEAD, NOW)).isEmpty();
    assertThat(byRecord.check(0, NOW + MAX_AHEAD + 1, NOW))
        .contains(
            Rejection.ofValue(
                Reason.FUTURE_TIMESTAMP,
                "the record's timestamp: 60001 ms ahead of the wall clock, more than"
                    + " event-time.max-ahead=60000 ms"));
    assertThat(reason(byRecord.check(RECORD, RECORD * 1000, NOW))).contains(Reason.TIMESTAMP_UNIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -8_640_000_000_000_000L, 8_640_000_000_000_000L, RECORD + 7_200_000})
  void byTheRecordsClockThePlayersDecidesNothing(long timestamp) {
    assertThat(byRecord.check(timestamp, RECORD, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1767225600,seconds", "1767225600000000,microseconds"})
  void aTimeInAnotherUnitIsRejectedWithWhatItWouldBeInMilliseconds(long timestamp, String unit) {
    assertThat(byEvent.check(timestamp, RECORD, NOW))
        .contains(
            new Rejection(
                Reason.TIMESTAMP_UNIT,
                "timestamp",
                timestamp
                    + " ms would be far off; as "
                    + unit
                    + " it would be 2026-01-01T00:00:00Z: 1767225600000 ms"));
    assertThat(reason(byEvent.check(timestamp, timestamp, NOW))).contains(Reason.TIMESTAMP_UNIT);
  }

  @Test
  void aRecordsTimeMayBeInNanosecondsToo() {
    assertThat(reason(byRecord.check(RECORD, RECORD * 1_000_000, NOW)))
        .contains(Reason.TIMESTAMP_UNIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 946_684_799_999L, -8_640_000_000_000_000L})
  void anEventBeforeTheOldestIsOutOfRange(long timestamp) {
    assertThat(byEvent.check(timestamp, RECORD, NOW))
        .contains(
            new Rejection(
                Reason.OUT_OF_RANGE,
                "timestamp",
                timestamp + " ms, before event-time.oldest=2000-01-01T00:00:00Z"));
  }

  @Test
  void oldYearsAreReadIfTheSettingSaysSo() {
    assertThat(byEvent.check(946_684_800_000L, RECORD, NOW)).isEmpty();
    EventTime ofOldYears =
        new EventTime(EventTime.Clock.EVENT, Duration.ZERO, Duration.ZERO, Instant.EPOCH);
    assertThat(ofOldYears.check(0, RECORD, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {RECORD, RECORD - 1, 946_684_800_000L})
  void anEventBehindItsRecordIsNeverAhead(long timestamp) {
    for (long record : new long[] {RECORD, 8_640_000_000_000_000L, Long.MAX_VALUE}) {
      assertThat(byEvent.check(timestamp, record, NOW)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(EventTime.Clock.class)
  void noRecordsTimeOverflows(EventTime.Clock clock) {
    for (long record : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThat(eventTime(clock).check(8_640_000_000_000_000L, record, NOW)).isPresent();
    }
    assertThat(byRecord.check(RECORD, Long.MAX_VALUE, NOW)).isPresent();
  }

  @Test
  void theClockDecidesWhereEventTimeComesFrom() {
    assertThat(byEvent.of(12, RECORD)).isEqualTo(12);
    assertThat(byRecord.of(12, RECORD)).isEqualTo(RECORD);
  }

  private static Optional<Reason> reason(Optional<Rejection> rejection) {
    return rejection.map(Rejection::reason);
  }

  private static EventTime eventTime(EventTime.Clock clock) {
    return new EventTime(clock, Duration.ofMillis(MAX_AHEAD), Duration.ofSeconds(2), OLDEST);
  }
}
