package io.playbackanalytics.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingKey;
import io.playbackanalytics.settings.SettingsException;

/** Any arguments are settings, or a refusal on one line. */
public final class SettingsFuzz {

  private static final int MOST = 6;

  private SettingsFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    String[] arguments = new String[data.consumeInt(0, MOST)];
    for (int i = 0; i < arguments.length; i++) {
      boolean known = i % 2 == 0 && data.consumeBoolean();
      arguments[i] =
          known ? "--" + data.pickValue(SettingKey.values()).text() : data.consumeString(50);
      if (arguments[i].equals("--config")) {
        // A file that is not there is no matter of reading settings.
        return;
      }
    }
    Hang.check(() -> check(arguments));
  }

  private static void check(String... arguments) {
    try {
      JobSettings settings = JobSettings.parse(arguments);
      if (settings.cohorts().isEmpty()) {
        throw new AssertionError("no cohorts");
      }
    } catch (SettingsException e) {
      if (e.getMessage().isBlank() || e.getMessage().lines().count() != 1) {
        throw new AssertionError(e);
      }
    }
  }
}
