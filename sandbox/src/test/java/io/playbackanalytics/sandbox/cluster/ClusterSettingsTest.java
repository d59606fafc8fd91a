package io.playbackanalytics.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  @Test
  void stateIsKeptAsOnTheClusterThatIsShipped() {
    Configuration shipped =
        GlobalConfiguration.loadConfiguration(Path.of("..", "flink-conf").toString());
    Configuration demo = new ClusterSettings(1, 2, Path.of("folder"), false).asConfiguration();
    assertThat(demo.getOptional(StateBackendOptions.STATE_BACKEND))
        .isPresent()
        .isEqualTo(shipped.getOptional(StateBackendOptions.STATE_BACKEND));
  }
}
