package io.playbackanalytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class IngestedTest {

  private final Ingested accepted = IngestedRecords.accepted(1, 2);
  private final Ingested rejected = IngestedRecords.rejected(2);

  @Test
  void isEitherAnEventOrARejection() {
    assertThat(accepted.isRejected()).isFalse();
    assertThat(accepted.acceptedEvent().timestamp()).isEqualTo(1);
    assertThat(rejected.isRejected()).isTrue();
    assertThat(rejected.givenRejection().reason()).isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void neitherOrBothCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ingested(accepted.source(), null, null));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Ingested(
                    accepted.source(), accepted.acceptedEvent(), rejected.givenRejection()));
  }

  @Test
  void whatIsNotThereCannotBeAskedFor() {
    assertThatNullPointerException().isThrownBy(rejected::acceptedEvent);
    assertThatNullPointerException().isThrownBy(accepted::givenRejection);
  }
}
