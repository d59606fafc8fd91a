package io.playbackanalytics.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerMainIT {

  /** As on a machine with LANG=tr_TR.UTF-8, where i and I are not one letter in two cases. */
  @Test
  void startsInATurkishLocale(@TempDir Path folder) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Process broker;
    try (ServerSocket clients = new ServerSocket(0, 1, loopback);
        ServerSocket controller = new ServerSocket(0, 1, loopback)) {
      broker =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-Duser.language=tr",
                  "-Duser.country=TR",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerMain.class.getName(),
                  folder.resolve("broker").toString(),
                  Integer.toString(clients.getLocalPort()),
                  Integer.toString(controller.getLocalPort()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .start();
    }
    try (BufferedReader output = broker.inputReader()) {
      assertThat(output.lines().takeWhile(line -> !line.equals(BrokerMain.READY)))
          .noneMatch(line -> line.contains("The broker failed"));
      assertThat(broker.isAlive()).isTrue();
      broker.getOutputStream().close();
      assertThat(broker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(broker.exitValue()).isZero();
    } finally {
      broker.destroyForcibly();
    }
  }
}
