package io.playbackanalytics.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before anything else starts: a taken port is known at
 * once, and nobody can take a free one between choosing and using it.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {

  static final String CLIENT = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  private static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 128;

  private final ServerSocketChannel client;
  private final ServerSocketChannel controller;

  private Listeners(ServerSocketChannel client, ServerSocketChannel controller) {
    this.client = client;
    this.controller = controller;
  }

  /**
   * @throws UncheckedIOException if the client port is taken; the message names it
   */
  static Listeners bind(int clientPort) {
    ServerSocketChannel client = open(clientPort);
    try {
      return new Listeners(client, open(0));
    } catch (UncheckedIOException e) {
      closeQuietly(client);
      throw e;
    }
  }

  String clientAddress() {
    return address(client);
  }

  String controllerAddress() {
    return address(controller);
  }

  /** Hands the bound socket of that listener to Kafka, which closes it when it stops. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) {
    return switch (listenerName) {
      case CLIENT -> client;
      case CONTROLLER -> controller;
      default -> throw new IllegalArgumentException("No listener is named " + listenerName);
    };
  }

  @Override
  public void close() {
    closeQuietly(client);
    closeQuietly(controller);
  }

  private static ServerSocketChannel open(int port) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      return channel.bind(new InetSocketAddress(HOST, port), BACKLOG);
    } catch (IOException e) {
      if (channel != null) {
        closeQuietly(channel);
      }
      throw new UncheckedIOException(
          "Port %d of %s is taken or not allowed: %s".formatted(port, HOST, e.getMessage()), e);
    }
  }

  private static String address(ServerSocketChannel channel) {
    return HOST + ":" + channel.socket().getLocalPort();
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A listening socket did not close", e);
    }
  }
}
