package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the start-up says to arguments that it refuses. */
final class Refusal {

  private Refusal() {}

  /**
   * The message; fails if the arguments are taken, or if it is not one line without stack trace.
   */
  static String of(String... arguments) {
    SettingsException refusal =
        catchThrowableOfType(SettingsException.class, () -> JobSettings.parse(arguments));
    assertThat(refusal).as("refusal of %s", (Object) arguments).isNotNull().hasNoCause();
    assertThat(refusal.getStackTrace()).isEmpty();
    assertThat(refusal.getMessage()).isNotBlank().doesNotContainPattern("[\\p{Cc}\u2028\u2029]");
    return refusal.getMessage();
  }
}
