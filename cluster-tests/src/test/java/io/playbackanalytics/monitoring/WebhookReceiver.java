package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what Alertmanager would send to people. */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();

  /**
   * One message.
   *
   * @param receiver its name in Alertmanager's configuration
   * @param firing false for the news that it is over
   * @param apps those of the alerts that have the label
   */
  record Message(String receiver, String alert, boolean firing, Set<String> apps) {}

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  static WebhookReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  String address(String receiver) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + receiver;
  }

  /** The alerts that the receiver was told of while they fire, in the order of the messages. */
  List<Message> firing(String receiver) {
    return messages.stream()
        .filter(message -> message.receiver.equals(receiver) && message.firing)
        .toList();
  }

  boolean has(String receiver, String alert) {
    return firing(receiver).stream().anyMatch(message -> message.alert.equals(alert));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      Set<String> apps = new TreeSet<>();
      for (JsonNode alert : body.path("alerts")) {
        if (alert.at("/labels").has("app")) {
          apps.add(alert.at("/labels/app").asText());
        }
      }
      messages.add(
          new Message(
              exchange.getRequestURI().getPath().substring(1),
              body.at("/groupLabels/alertname").asText(),
              body.path("status").asText().equals("firing"),
              apps));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
