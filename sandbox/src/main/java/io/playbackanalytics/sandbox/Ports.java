package io.playbackanalytics.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.ParameterException;

/**
 * The ports that the demo listens on, none of them taken when this was made.
 *
 * @param kafka of the broker
 * @param web of Flink's web UI
 * @param metrics of the Prometheus reporter
 */
record Ports(int kafka, int web, int metrics) {

  private static final String LOOPBACK = "127.0.0.1";

  /** Flink's reporter listens on every interface and knows no other way. */
  private static final String EVERY_INTERFACE = "0.0.0.0";

  /**
   * Finds out whether the wanted ports can be used, and picks free ones where 0 is wanted.
   *
   * @throws ParameterException if one can't; the message names it and the option that changes it
   */
  static Ports of(DemoOptions options) {
    Set<Integer> used = new HashSet<>();
    return new Ports(
        usable(options.kafkaPort(), LOOPBACK, DemoCommand.KAFKA_PORT, used),
        usable(options.webPort(), LOOPBACK, DemoCommand.WEB_PORT, used),
        usable(options.metricsPort(), EVERY_INTERFACE, DemoCommand.METRICS_PORT, used));
  }

  private static int usable(int wanted, String host, String option, Set<Integer> used) {
    if (wanted != 0 && !used.add(wanted)) {
      throw DemoCommand.wrong(
          "Port %d is wanted twice: %s takes another".formatted(wanted, option));
    }
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(host))) {
      used.add(socket.getLocalPort());
      return socket.getLocalPort();
    } catch (IOException e) {
      throw DemoCommand.wrong(
          "Port %d of %s cannot be used (%s): %s takes another, 0 any free one"
              .formatted(wanted, host, e.getMessage(), option));
    }
  }
}
