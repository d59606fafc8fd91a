package io.playbackanalytics.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A listener of a broker that wants TLS and a login, beside its open one. The certificate is its
 * own authority, made by the JDK's {@code keytool}. Whoever comes by the open listener may do
 * everything, the user only what the rules of a topic say, and everything with topics that have
 * none.
 */
public final class KafkaLogin implements BrokerListener {

  public static final String USER = "playback";

  private static final String LISTENER = "LOGIN";
  private static final String STORE_PASSWORD = "store-s3cret";

  private final String password;
  private final int port = FreePorts.one();
  private final Path keyStore;
  private final Path trustStore;

  private KafkaLogin(Path folder, String password) {
    this.password = password;
    keyStore = folder.resolve("broker.p12");
    trustStore = folder.resolve("clients.p12");
  }

  /** Makes the certificate in the folder. */
  public static KafkaLogin create(Path folder, String password) {
    KafkaLogin login = new KafkaLogin(folder, password);
    login.keytool(
        folder,
        List.of("-genkeypair", "-alias", "broker", "-keyalg", "RSA", "-dname", "CN=broker"),
        List.of("-ext", "san=ip:127.0.0.1", "-keystore", login.keyStore.toString()));
    Path certificate = folder.resolve("broker.crt");
    login.keytool(
        folder,
        List.of("-exportcert", "-alias", "broker", "-file", certificate.toString()),
        List.of("-keystore", login.keyStore.toString()));
    login.keytool(
        folder,
        List.of("-importcert", "-noprompt", "-alias", "broker", "-file", certificate.toString()),
        List.of("-keystore", login.trustStore.toString()));
    return login;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** What a client has to be given, as settings of the job. */
  public List<String> jobArguments(String withPassword) {
    return List.of(
        "--kafka.bootstrap-servers",
        bootstrapServers(),
        "--kafka.properties.security.protocol",
        "SASL_SSL",
        "--kafka.properties.sasl.mechanism",
        "PLAIN",
        "--kafka.properties.sasl.jaas.config",
        jaas("username", USER, "password", withPassword),
        "--kafka.properties.ssl.truststore.location",
        trustStore.toString(),
        "--kafka.properties.ssl.truststore.password",
        STORE_PASSWORD);
  }

  /** What nobody is to see anywhere. */
  public List<String> secrets() {
    return List.of(password, STORE_PASSWORD);
  }

  @Override
  public Map<String, String> brokerProperties(String open) {
    String prefix = "listener.name.login.";
    Map<String, String> properties = new HashMap<>();
    properties.put("listeners", open + "," + LISTENER + "://" + bootstrapServers());
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + LISTENER + ":SASL_SSL");
    properties.put(prefix + "sasl.enabled.mechanisms", "PLAIN");
    properties.put(prefix + "plain.sasl.jaas.config", jaas("user_" + USER, password));
    properties.put(prefix + "ssl.keystore.location", keyStore.toString());
    properties.put(prefix + "ssl.keystore.password", STORE_PASSWORD);
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:ANONYMOUS");
    properties.put("allow.everyone.if.no.acl.found", "true");
    return properties;
  }

  private static String jaas(String... keysAndValues) {
    StringBuilder jaas =
        new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      jaas.append(' ').append(keysAndValues[i]).append("=\"");
      jaas.append(keysAndValues[i + 1]).append('"');
    }
    return jaas.append(';').toString();
  }

  private void keytool(Path folder, List<String> what, List<String> where) {
    List<String> command = Java.tool("keytool");
    command.addAll(what);
    command.addAll(where);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    OsProcess keytool = OsProcess.start("keytool", folder, command);
    Await.until("keytool is done", () -> !keytool.isAlive());
  }
}
