package io.playbackanalytics.process;

import java.nio.file.Path;
import java.util.List;

/** Debian's Alertmanager. */
public final class AlertmanagerProcess implements AutoCloseable {

  private final OsProcess process;
  private final String address;

  private AlertmanagerProcess(OsProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  public static AlertmanagerProcess start(Path folder, Path configuration) {
    String address = "127.0.0.1:" + FreePorts.one();
    OsProcess alertmanager =
        OsProcess.start(
            "alertmanager",
            folder,
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=" + address));
    return new AlertmanagerProcess(
        alertmanager.await(() -> Http.answers("http://" + address + "/-/ready")), address);
  }

  public String address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
