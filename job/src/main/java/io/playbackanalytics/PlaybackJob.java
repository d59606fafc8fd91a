package io.playbackanalytics;

import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingKey;
import java.util.Arrays;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's entry point: arguments → settings → environment → pipeline → execute. */
public final class PlaybackJob {

  private static final String NAME = "playback-analytics";

  private PlaybackJob() {}

  public static void main(String[] arguments) throws Exception {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(SettingKey.help());
      return;
    }
    JobSettings settings = JobSettings.parse(arguments);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaPipeline.of(settings).addTo(env);
    env.execute(NAME);
  }
}
