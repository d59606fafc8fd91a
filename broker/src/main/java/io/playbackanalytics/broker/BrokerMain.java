package io.playbackanalytics.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A broker in a process of its own that keeps its topics from one start to the next, which {@link
 * EmbeddedBroker} does not. Ends when its standard input does, so that it never outlives who
 * started it.
 */
public final class BrokerMain {

  /** What it prints on a line of its own once it takes requests. */
  public static final String READY = "ready";

  private BrokerMain() {}

  /**
   * Takes the folder to store in, the clients' port, the controller's port, and any number of
   * broker properties as {@code key=value}.
   */
  public static void main(String[] arguments) {
    // Kafka changes the case of names by the default locale's rules: in Turkish it does not start.
    Locale.setDefault(Locale.ROOT);
    try {
      run(arguments);
      System.exit(0);
    } catch (Exception e) {
      // Threads of a broker that has failed to start would go on for ever.
      System.err.println("The broker failed: " + e);
      System.exit(1);
    }
  }

  private static void run(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Map<String, String> overrides = new HashMap<>();
    // Who does not say goodbye is let in again only when the session has run out.
    overrides.put("controlled.shutdown.enable", "true");
    for (String property : Arrays.asList(arguments).subList(3, arguments.length)) {
      String[] parts = property.split("=", 2);
      overrides.put(parts[0], parts[1]);
    }
    KafkaConfig config =
        new KafkaConfig(
            new BrokerProperties(
                    "127.0.0.1:" + arguments[1], "127.0.0.1:" + arguments[2], folder, overrides)
                .asMap(),
            false);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      Storage.format(config);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    System.out.println(READY);
    awaitEndOfInput();
    server.shutdown();
    server.awaitShutdown();
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is expected but the end.
    }
  }
}
