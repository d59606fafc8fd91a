package io.playbackanalytics.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The way to a listener of a broker, which can be cut for some processes: from then on what they
 * send arrives nowhere, connections stay open, and new ones are not answered, as behind a firewall
 * that drops packets. Who is at the other end of a connection is read from {@code /proc}.
 */
public final class CuttableNetwork implements BrokerListener, AutoCloseable {

  private static final String LISTENER = "PROXIED";
  private static final int BUFFER = 1 << 16;

  private final int brokerPort = FreePorts.one();
  private final ServerSocket server;
  private final Set<Long> cutOff = ConcurrentHashMap.newKeySet();
  private final Object changed = new Object();

  private CuttableNetwork(ServerSocket server) {
    this.server = server;
  }

  public static CuttableNetwork start() {
    try {
      CuttableNetwork network =
          new CuttableNetwork(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      daemon(network::accept);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Cuts a process off. */
  public void cut(long pid) {
    cutOff.add(pid);
  }

  /** What was held up arrives now. */
  public void heal() {
    synchronized (changed) {
      cutOff.clear();
      changed.notifyAll();
    }
  }

  @Override
  public Map<String, String> brokerProperties(String open) {
    Map<String, String> properties = new HashMap<>();
    properties.put("listeners", open + "," + LISTENER + "://127.0.0.1:" + brokerPort);
    properties.put(
        "advertised.listeners",
        open.substring(0, open.indexOf(',')) + "," + LISTENER + "://" + bootstrapServers());
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + LISTENER + ":PLAINTEXT");
    return properties;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> connect(client));
      } catch (IOException e) {
        // Closed, and with it the loop.
      }
    }
  }

  private void connect(Socket client) {
    try (client) {
      long pid = processOf(client.getPort());
      awaitPassage(pid);
      try (Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
        Thread back = daemon(() -> pump(broker, client, pid));
        pump(client, broker, pid);
        back.join();
      }
    } catch (IOException e) {
      // The broker is away: the client sees its connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, long pid) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitPassage(pid);
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One end is gone, so the other has to go, too.
    } finally {
      close(from);
      close(to);
    }
  }

  private void awaitPassage(long pid) {
    synchronized (changed) {
      while (cutOff.contains(pid)) {
        try {
          changed.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** The process that has a connection from that port; 0 if it is gone already. */
  private static long processOf(int port) throws IOException {
    String local = ":" + String.format(Locale.ROOT, "%04X", port) + " ";
    String inode = "";
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+");
        if ((columns[1] + " ").endsWith(local)) {
          inode = columns[9];
        }
      }
    }
    String socket = "socket:[" + inode + "]";
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> holds(pid, socket))
        .findFirst()
        .orElse(0);
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.anyMatch(file -> leadsTo(file, socket));
    } catch (IOException | UncheckedIOException e) {
      // Another user's, or one that has just ended.
      return false;
    }
  }

  private static boolean leadsTo(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "network");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    heal();
    server.close();
  }
}
