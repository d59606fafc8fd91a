package io.playbackanalytics;

import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingKey;
import io.playbackanalytics.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's entry point: arguments → settings → topics → environment → pipeline → execute. Run
 * without Flink, as {@code java -jar} does, it only says whether the settings are right.
 */
public final class PlaybackJob {

  private static final String NAME = "playback-analytics";
  private static final int WRONG_SETTINGS = 2;

  private PlaybackJob() {}

  public static void main(String[] arguments) throws Exception {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(help());
    } else if (flinkIsThere()) {
      run(arguments);
    } else {
      System.exit(check(arguments));
    }
  }

  static String help() {
    return SettingKey.help()
        + "\nRecording rules, alerts and dashboards for the cohorts of these settings:\n  "
        + MonitoringCommand.USAGE
        + "\n";
  }

  private static boolean flinkIsThere() {
    try {
      Class.forName(
          "org.apache.flink.client.program.ProgramParametrizationException",
          false,
          PlaybackJob.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void run(String[] arguments) throws Exception {
    JobSettings settings;
    try {
      settings = JobSettings.parse(arguments);
      TopicCheck.of(settings);
    } catch (SettingsException e) {
      throw FlinkRefusal.of(e);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaPipeline.of(settings).addTo(env);
    env.execute(settings.jobName());
  }

  /** Checks the settings, or writes monitoring's files for them; returns the exit code. */
  private static int check(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    try {
      if (!words.isEmpty() && words.get(0).equals(MonitoringCommand.NAME)) {
        MonitoringCommand.run(words.subList(1, words.size())).forEach(System.out::println);
      } else {
        JobSettings unused = JobSettings.parse(arguments);
        System.out.println("The settings are right. To start the job: flink run JAR SETTINGS");
      }
      return 0;
    } catch (SettingsException e) {
      System.err.println(NAME + ": " + e.getMessage());
      return WRONG_SETTINGS;
    }
  }
}
