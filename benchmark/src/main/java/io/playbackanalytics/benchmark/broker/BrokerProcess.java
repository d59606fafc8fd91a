package io.playbackanalytics.benchmark.broker;

import io.playbackanalytics.benchmark.process.Command;
import io.playbackanalytics.benchmark.process.Installation;
import io.playbackanalytics.benchmark.process.JavaProcess;
import io.playbackanalytics.broker.BrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker, from the outside. */
public final class BrokerProcess implements AutoCloseable {

  private static final String HEAP = "-Xmx1g";
  private static final long PATIENCE_S = 30;

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts it on the topics that are in the folder; returns once it takes requests. */
  public static BrokerProcess start(Installation installation, Path folder, Path log)
      throws IOException {
    Files.createDirectories(folder);
    int[] ports = freePorts();
    Command command =
        new JavaProcess(
                List.of(HEAP),
                installation.allLibraries(),
                BrokerMain.class,
                List.of(
                    folder.toString(),
                    Integer.toString(ports[0]),
                    Integer.toString(ports[1]),
                    "log.retention.ms=-1",
                    // Deleted topics give their space back soon.
                    "log.segment.delete.delay.ms=1000"),
                log)
            .command();
    Process process = command.start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals(BrokerMain.READY)) {
        return new BrokerProcess(process, "127.0.0.1:" + ports[0]);
      }
    }
    throw new IllegalStateException("The broker did not start:\n" + command.tail());
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Ends its input and waits for it to end; kills it if it does not. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }
}
