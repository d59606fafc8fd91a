package io.playbackanalytics;

import io.playbackanalytics.monitoring.ConfigurationFiles;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code monitoring}: writes what Prometheus and Grafana need for the cohorts of a job, whose
 * settings it takes besides the folder to write to.
 */
final class MonitoringCommand {

  static final String NAME = "monitoring";

  static final String USAGE =
      "java -jar playback-analytics.jar monitoring --out FOLDER [SETTINGS of the job]";

  private static final String OUT = "--out";

  private MonitoringCommand() {}

  /**
   * Writes the files.
   *
   * @param arguments without the command's name
   * @return what was written
   * @throws SettingsException saying in one line what is wrong with the arguments, or with the
   *     folder
   */
  static List<Path> run(List<String> arguments) {
    List<String> settings = new ArrayList<>(arguments);
    String folder = takeFolder(settings);
    JobSettings job = JobSettings.parse(settings.toArray(String[]::new));
    ConfigurationFiles files = ConfigurationFiles.of(job.cohorts(), job.measures());
    try {
      return files.writeTo(Path.of(folder));
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException("cannot write to %s: %s".formatted(folder, e));
    }
  }

  private static String takeFolder(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(OUT) && i + 1 < arguments.size()) {
        arguments.remove(i);
        return arguments.remove(i);
      }
      if (argument.startsWith(OUT + "=")) {
        return arguments.remove(i).substring(OUT.length() + 1);
      }
    }
    throw new SettingsException(OUT + " FOLDER is missing: " + USAGE);
  }
}
