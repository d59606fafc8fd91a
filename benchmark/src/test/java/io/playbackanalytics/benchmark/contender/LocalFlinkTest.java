package io.playbackanalytics.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFlinkTest {

  /** Where files are, how long they stay, and what happens in a failure, which ends a run. */
  private static final Set<String> OF_OPERATION =
      Set.of(
          "execution.checkpointing.dir",
          "execution.checkpointing.savepoint-dir",
          "execution.checkpointing.externalized-checkpoint-retention",
          "execution.checkpointing.num-retained",
          "execution.checkpointing.timeout",
          "execution.checkpointing.tolerable-failed-checkpoints");

  @Test
  void contendersKeepStateAndTakeCheckpointsAsTheClusterThatIsShipped(@TempDir Path folder)
      throws Exception {
    Configuration shipped =
        GlobalConfiguration.loadConfiguration(Path.of("..", "flink-conf").toString());
    try (LocalFlink flink = LocalFlink.start(1, folder)) {
      Configuration measured =
          Configuration.fromMap(flink.environment(Settings.STANDARD).getConfiguration().toMap());
      assertThat(ofState(measured)).isEqualTo(ofState(shipped)).isNotEmpty();
    }
  }

  private static Map<String, Object> ofState(Configuration configuration) {
    Map<String, Object> ofState = new TreeMap<>();
    for (String key : configuration.keySet()) {
      boolean matters = key.startsWith("state.") || key.startsWith("execution.checkpointing.");
      if (matters && !OF_OPERATION.contains(key)) {
        ofState.put(key, configuration.getString(key, ""));
      }
    }
    return ofState;
  }
}
