package io.playbackanalytics.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports on loopback that nobody listens on, each given away once. Every JVM that runs tests has a
 * range of its own, below those that systems choose from for connections: so neither another test
 * nor a connection can take one before the process that it is meant for.
 */
public final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int RANGE = 2000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + Integer.getInteger("ports.range", 0) * RANGE);

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
}
