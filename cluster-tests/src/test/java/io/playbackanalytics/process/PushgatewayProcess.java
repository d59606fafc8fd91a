package io.playbackanalytics.process;

import java.nio.file.Path;
import java.util.List;

/** Debian's Pushgateway. */
public final class PushgatewayProcess implements AutoCloseable {

  private final OsProcess process;
  private final String address;

  private PushgatewayProcess(OsProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  public static PushgatewayProcess start(Path folder) {
    return start(folder, FreePorts.one());
  }

  public static PushgatewayProcess start(Path folder, int port) {
    String address = "127.0.0.1:" + port;
    OsProcess gateway =
        OsProcess.start(
            "pushgateway",
            folder,
            // Debian's keeps a file of its own by default, and with it what earlier tests have
            // pushed.
            List.of(
                "prometheus-pushgateway",
                "--persistence.file=",
                "--web.listen-address=" + address));
    return new PushgatewayProcess(
        gateway.await(() -> Http.answers("http://" + address + "/-/ready")), address);
  }

  public String address() {
    return address;
  }

  /** The page that Prometheus scrapes, line by line. */
  public List<String> page() {
    return Http.get("http://" + address + "/metrics").lines().toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
