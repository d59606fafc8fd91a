package io.playbackanalytics.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.ingest.silence.BrokerSilence;
import io.playbackanalytics.measure.total.Measures;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.junit.jupiter.api.Test;

class FetchBatchesTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  /** It is looked for while the group's coordinator is not known, and would fail the job. */
  @Test
  void aWakeUpThatComesTooLateForThePollDisturbsNoCommit() throws Exception {
    List<Exception> failures = new ArrayList<>();
    try (FetchBatches reader = reader()) {
      reader.wakeUp();
      reader.notifyCheckpointComplete(
          Map.of(PARTITION, new OffsetAndMetadata(7)), (offsets, failure) -> failures.add(failure));
      assertThat(failures).isEmpty();
    }
  }

  private static FetchBatches reader() throws Exception {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + closedPort());
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "a-group");
    properties.setProperty(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    properties.setProperty(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    SourceReaderContext context = new Context();
    return new FetchBatches(
        PARTITION.topic(),
        properties,
        context,
        new BatchMetrics(context.metricGroup()),
        new BatchParser(
            Partition.EVENT_TIME,
            1 << 20,
            Wanted.of(Measures.quality().columns(), List.of()),
            Clock.systemUTC()),
        new SimpleCounter(),
        new BrokerSilence(System::nanoTime),
        Optional.empty());
  }

  /** Nobody listens there. */
  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Context implements SourceReaderContext {

    private final SourceReaderMetricGroup metrics =
        InternalSourceReaderMetricGroup.mock(new UnregisteredMetricsGroup());

    @Override
    public SourceReaderMetricGroup metricGroup() {
      return metrics;
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public void sendSplitRequest() {}

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {}

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new UnsupportedOperationException();
    }
  }
}
