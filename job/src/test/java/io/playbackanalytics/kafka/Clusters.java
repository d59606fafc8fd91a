package io.playbackanalytics.kafka;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Flink clusters for all tests of a class: a JobManager and a TaskManager inside this JVM. */
public final class Clusters {

  private Clusters() {}

  /** A cluster with so many slots. */
  public static MiniClusterExtension withSlots(int slots) {
    return withSlots(slots, new Configuration());
  }

  /** A cluster with so many slots that shows its metrics on {@code page}. */
  public static MiniClusterExtension withSlots(int slots, PrometheusPage page) {
    return withSlots(slots, page.reporter());
  }

  private static MiniClusterExtension withSlots(int slots, Configuration configuration) {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(slots)
            .build());
  }
}
