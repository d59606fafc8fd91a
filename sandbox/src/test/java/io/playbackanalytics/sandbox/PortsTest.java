package io.playbackanalytics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

class PortsTest {

  @Test
  void picksDifferentFreePorts() {
    Ports ports =
        Ports.of(DemoOptions.parse("--kafka-port", "0", "--web-port", "0", "--metrics-port", "0"));
    assertThat(Set.of(ports.kafka(), ports.web(), ports.metrics())).hasSize(3).doesNotContain(0);
  }

  @Test
  void namesTheTakenPortAndTheOptionThatTakesAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(other.getLocalPort());
      DemoOptions options =
          DemoOptions.parse("--kafka-port", "0", "--web-port", port, "--metrics-port", "0");
      assertThatThrownBy(() -> Ports.of(options))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--web-port");
    }
  }

  @Test
  void refusesOnePortForTwo() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = probe.getLocalPort();
    }
    String port = Integer.toString(free);
    DemoOptions options =
        DemoOptions.parse("--kafka-port", port, "--web-port", port, "--metrics-port", "0");
    assertThatThrownBy(() -> Ports.of(options))
        .isInstanceOf(ParameterException.class)
        .hasMessage("Port %s is wanted twice: --web-port takes another".formatted(port));
  }
}
