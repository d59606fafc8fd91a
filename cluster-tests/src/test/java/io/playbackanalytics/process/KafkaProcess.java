package io.playbackanalytics.process;

import io.playbackanalytics.broker.BrokerMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A Kafka broker as its own process, which can be killed and come back with all it has stored. */
public final class KafkaProcess implements AutoCloseable {

  private static final List<String> OPTIONS = List.of("-Xmx512m");

  private final Path folder;
  private final List<String> arguments;
  private final String bootstrapServers;
  private OsProcess process;

  private KafkaProcess(Path folder, Optional<BrokerListener> listener) {
    List<Integer> ports = FreePorts.some(2);
    this.folder = folder;
    bootstrapServers = "127.0.0.1:" + ports.get(0);
    arguments = new ArrayList<>();
    arguments.add(folder.resolve("kafka").toString());
    ports.forEach(port -> arguments.add(port.toString()));
    String open = "PLAINTEXT://" + bootstrapServers + ",CONTROLLER://127.0.0.1:" + ports.get(1);
    listener
        .map(l -> l.brokerProperties(open))
        .orElse(Map.of())
        .forEach((key, value) -> arguments.add(key + "=" + value));
    process = startProcess();
  }

  public static KafkaProcess start(Path folder) {
    return new KafkaProcess(folder, Optional.empty());
  }

  /** Starts a broker that has another listener, too. */
  public static KafkaProcess start(Path folder, BrokerListener listener) {
    return new KafkaProcess(folder, Optional.of(listener));
  }

  private OsProcess startProcess() {
    return OsProcess.start(
            "kafka",
            folder,
            Java.command(
                OPTIONS,
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                arguments))
        .await(this::isUp);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Ends it without a chance to tidy up. */
  public void kill() {
    process.kill();
  }

  /** Stops it where it is; connections to it stay open, and nobody answers. */
  public void pause() {
    process.pause();
  }

  public void resume() {
    process.resume();
  }

  /** Starts it again after {@link #kill}, with the same address and what it had stored. */
  public void restart() {
    process = startProcess();
  }

  /** From now on the user of the login must not do that with the topic. */
  public void deny(String topic, AclOperation operation) {
    AclBinding rule =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry(
                "User:" + KafkaLogin.USER, "*", operation, AclPermissionType.DENY));
    AclBinding rest =
        new AclBinding(
            rule.pattern(),
            new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    administer(admin -> admin.createAcls(List.of(rule, rest)).all().get());
  }

  /** From now on the broker gives each client so many bytes a second to read. */
  public void limitConsumers(int bytesPerSecond) {
    Map<String, String> everyClient = new HashMap<>();
    everyClient.put(ClientQuotaEntity.CLIENT_ID, null);
    administer(
        admin ->
            admin
                .alterClientQuotas(
                    List.of(
                        new ClientQuotaAlteration(
                            new ClientQuotaEntity(everyClient),
                            List.of(
                                new ClientQuotaAlteration.Op(
                                    "consumer_byte_rate", (double) bytesPerSecond)))))
                .all()
                .get());
  }

  private interface Administration {
    void of(Admin admin) throws ExecutionException, InterruptedException;
  }

  private void administer(Administration what) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      what.of(admin);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isUp() {
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
