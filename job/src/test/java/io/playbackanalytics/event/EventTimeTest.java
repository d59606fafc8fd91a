package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  private static final long RECORD = 1_767_225_600_000L;
  private static final long MAX_AHEAD = 60_000;

  @ParameterizedTest
  @EnumSource(EventTime.Clock.class)
  void anEventExactlyMaxAheadOfItsRecordIsAcceptedAndOneMillisecondMoreIsNot(
      EventTime.Clock clock) {
    assertThat(eventTime(clock).checkAhead(RECORD + MAX_AHEAD, RECORD)).isEmpty();
    assertThat(eventTime(clock).checkAhead(RECORD + MAX_AHEAD + 1, RECORD))
        .hasValueSatisfying(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(Reason.FUTURE_TIMESTAMP);
              assertThat(rejection.field()).isEqualTo("timestamp");
              assertThat(rejection.detail())
                  .isEqualTo(
                      "60001 ms ahead of its record, more than event-time.max-ahead=60000 ms");
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {RECORD, RECORD - 1, 0, -1, -8_640_000_000_000_000L})
  void anEventBehindItsRecordIsNeverAhead(long timestamp) {
    for (long record : new long[] {RECORD, 8_640_000_000_000_000L, Long.MAX_VALUE}) {
      assertThat(eventTime(EventTime.Clock.EVENT).checkAhead(timestamp, record)).isEmpty();
    }
  }

  @Test
  void theFurthestClockThereIsIsAhead() {
    for (long record : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThat(eventTime(EventTime.Clock.EVENT).checkAhead(8_640_000_000_000_000L, record))
          .isPresent();
    }
  }

  @Test
  void theClockDecidesWhereEventTimeComesFrom() {
    assertThat(eventTime(EventTime.Clock.EVENT).of(12, RECORD)).isEqualTo(12);
    assertThat(eventTime(EventTime.Clock.RECORD).of(12, RECORD)).isEqualTo(RECORD);
  }

  private static EventTime eventTime(EventTime.Clock clock) {
    return new EventTime(clock, Duration.ofMillis(MAX_AHEAD), Duration.ofSeconds(2));
  }
}
