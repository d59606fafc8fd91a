package io.playbackanalytics.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** A Kafka broker as its own process, started as Kafka's scripts do. */
public final class KafkaProcess implements AutoCloseable {

  private static final List<String> OPTIONS = List.of("-Xmx512m");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final OsProcess process;
  private final String bootstrapServers;

  private KafkaProcess(OsProcess process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  public static KafkaProcess start(Path folder) {
    List<Integer> ports = FreePorts.some(2);
    Path properties = folder.resolve("server.properties");
    String clients = "127.0.0.1:" + ports.get(0);
    String controllers = "127.0.0.1:" + ports.get(1);
    try {
      Files.writeString(
          properties,
          """
          process.roles=broker,controller
          node.id=1
          controller.quorum.voters=1@%2$s
          listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
          advertised.listeners=PLAINTEXT://%1$s
          controller.listener.names=CONTROLLER
          log.dirs=%3$s
          offsets.topic.replication.factor=1
          offsets.topic.num.partitions=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          transaction.state.log.num.partitions=1
          group.initial.rebalance.delay.ms=0
          auto.create.topics.enable=false
          """
              .formatted(clients, controllers, folder.resolve("kafka")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    OsProcess format =
        OsProcess.start(
            "kafka-format",
            folder,
            Java.command(
                OPTIONS,
                CLASS_PATH,
                "kafka.tools.StorageTool",
                List.of("format", "-t", "q1Sh-9_ISia_zwGINzRvyQ", "-c", properties.toString())));
    Await.until("the broker's storage is formatted", () -> !format.isAlive());
    OsProcess broker =
        OsProcess.start(
            "kafka",
            folder,
            Java.command(OPTIONS, CLASS_PATH, "kafka.Kafka", List.of(properties.toString())));
    return new KafkaProcess(broker.await(() -> isUp(clients)), clients);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** From now on the broker gives each client so many bytes a second to read. */
  public void limitConsumers(int bytesPerSecond) {
    Map<String, String> everyClient = new HashMap<>();
    everyClient.put(ClientQuotaEntity.CLIENT_ID, null);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .alterClientQuotas(
              List.of(
                  new ClientQuotaAlteration(
                      new ClientQuotaEntity(everyClient),
                      List.of(
                          new ClientQuotaAlteration.Op(
                              "consumer_byte_rate", (double) bytesPerSecond)))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isUp(String bootstrapServers) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                "2000",
                "request.timeout.ms",
                "1000"))) {
      Set<String> unused = admin.listTopics().names().get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
