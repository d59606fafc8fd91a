package io.playbackanalytics;

import io.playbackanalytics.settings.SettingsException;
import org.apache.flink.client.program.ProgramParametrizationException;

/**
 * Wrong settings, told so that {@code flink run} prints their one line without a stack trace. Apart
 * from the entry point, which has to load where Flink is not.
 */
final class FlinkRefusal {

  private FlinkRefusal() {}

  static RuntimeException of(SettingsException e) {
    return new ProgramParametrizationException(e.getMessage());
  }
}
