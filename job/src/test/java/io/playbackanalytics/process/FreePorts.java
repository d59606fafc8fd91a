package io.playbackanalytics.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports on loopback that nobody listens on, each given away once. Every JVM that runs tests has a
 * range of its own, below those that systems choose from for connections: so neither another test
 * nor a connection can take one before the process that it is meant for. A file that is locked
 * until the JVM ends says whose a range is.
 */
public final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int RANGE = 1000;
  private static final int RANGES = 20;

  /** Held on to: a channel that is collected as garbage is closed, and its lock is gone. */
  private static final List<FileChannel> LOCKED = new ArrayList<>();

  private static final AtomicInteger NEXT = new AtomicInteger(FIRST + RANGE * ownRange());

  private FreePorts() {}

  public static int one() {
    int port = NEXT.getAndIncrement();
    while (!isFree(port)) {
      port = NEXT.getAndIncrement();
    }
    return port;
  }

  public static List<Integer> some(int count) {
    return IntStream.range(0, count).mapToObj(unused -> one()).toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket unused = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int ownRange() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    for (int range = 0; range < RANGES; range++) {
      try {
        FileChannel file =
            FileChannel.open(
                folder.resolve("playback-analytics-ports-" + range + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (file.tryLock() != null) {
          LOCKED.add(file);
          return range;
        }
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("all ranges of ports are in use");
  }
}
