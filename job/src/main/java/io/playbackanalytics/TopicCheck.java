package io.playbackanalytics;

import io.playbackanalytics.publish.HandedOn;
import io.playbackanalytics.settings.Delivery;
import io.playbackanalytics.settings.JobSettings;
import io.playbackanalytics.settings.SettingKey;
import io.playbackanalytics.settings.SettingsException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers, before anything starts, whether the job may log in and whether its topics are
 * there and may be used. A running job could only fail and be restarted over such a mistake, again
 * and again, with an exception of some client that names no setting.
 *
 * <p>Brokers that do not answer, or cannot answer that question, are no mistake: the job starts,
 * and waits for them.
 */
final class TopicCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Shorter words hide nothing, and would be found everywhere. */
  private static final int SHORTEST_SECRET = 3;

  /** More than all headers of a rejected or a late record take. */
  private static final int MOST_HEADER_BYTES = 4096;

  /** Properties whose values are for Kafka's clients only. */
  private static final Pattern SECRET =
      Pattern.compile("password|secret|jaas|key|token|credential", Pattern.CASE_INSENSITIVE);

  private final JobSettings settings;
  private final List<SettingKey> written;

  /** What the job does with the topics that settings name. */
  private final Map<SettingKey, AclOperation> uses = new EnumMap<>(SettingKey.class);

  private TopicCheck(JobSettings settings) {
    this.settings = settings;
    written =
        Stream.of(
                SettingKey.QUALITY_TOPIC,
                SettingKey.PLAYS_TOPIC,
                SettingKey.REJECTED_TOPIC,
                SettingKey.LATE_TOPIC)
            .filter(key -> key != SettingKey.PLAYS_TOPIC || settings.measures().areOfPlays())
            .toList();
    uses.put(SettingKey.EVENTS_TOPIC, AclOperation.READ);
    written.forEach(key -> uses.put(key, AclOperation.WRITE));
  }

  /**
   * @throws SettingsException if a setting is wrong for sure; the message names it
   */
  static void of(JobSettings settings) throws InterruptedException {
    new TopicCheck(settings).run();
  }

  private void run() throws InterruptedException {
    try (Admin admin = client()) {
      checkUses(admin);
      checkGroup(admin);
      checkConfigurations(admin);
      if (settings.delivery() == Delivery.EXACTLY_ONCE) {
        checkTransactionTimeout(admin);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        LOG.warn(
            "{}={}: no broker has answered for {} s. Is the address right, are the brokers up? The"
                + " job starts, and tries again until one answers: {}",
            SettingKey.BOOTSTRAP_SERVERS.text(),
            settings.bootstrapServers(),
            PATIENCE.toSeconds(),
            withoutSecrets(e.getCause()));
      } else {
        LOG.warn(
            "Could not ask {} for everything that is checked at the start, starting nevertheless:"
                + " {}",
            settings.bootstrapServers(),
            withoutSecrets(e.getCause()));
      }
    }
  }

  private Admin client() {
    try {
      AbstractConfig unusedProducer = new ProducerConfig(properties(ByteArraySerializer.class));
      AbstractConfig unusedConsumer = new ConsumerConfig(properties(ByteArrayDeserializer.class));
      return Admin.create(properties());
    } catch (KafkaException e) {
      throw new SettingsException("kafka.properties: " + withoutSecrets(e));
    }
  }

  private void checkUses(Admin admin) throws InterruptedException, ExecutionException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                uses.keySet().stream().map(this::topic).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Map.Entry<SettingKey, AclOperation> use : uses.entrySet()) {
      check(use.getKey(), use.getValue(), answers.get(topic(use.getKey())));
    }
  }

  private void check(SettingKey key, AclOperation use, KafkaFuture<TopicDescription> answer)
      throws InterruptedException, ExecutionException {
    try {
      Set<AclOperation> allowed = answer.get().authorizedOperations();
      if (allowed != null && !allowed.contains(use)) {
        throw wrong(key, "the broker does not allow " + use + " on this topic");
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw wrong(key, "there is no such topic at " + settings.bootstrapServers());
      } else if (e.getCause() instanceof TopicAuthorizationException) {
        throw wrong(key, "the broker does not allow to look at this topic");
      } else if (e.getCause() instanceof AuthenticationException) {
        throw new SettingsException(
            "kafka.properties.*: no login at "
                + settings.bootstrapServers()
                + ": "
                + withoutSecrets(e.getCause()));
      }
      throw e;
    }
  }

  /** Of a group that is not there yet, brokers tell only whether it may be looked at. */
  private void checkGroup(Admin admin) throws InterruptedException, ExecutionException {
    try {
      Set<AclOperation> allowed =
          admin
              .describeConsumerGroups(
                  List.of(settings.groupId()),
                  new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
              .describedGroups()
              .get(settings.groupId())
              .get()
              .authorizedOperations();
      if (allowed != null && !allowed.contains(AclOperation.READ)) {
        throw wrongGroup("READ on");
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupAuthorizationException) {
        throw wrongGroup("to look at");
      } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }

  private SettingsException wrongGroup(String use) {
    return new SettingsException(
        SettingKey.EVENTS_GROUP_ID.text()
            + "="
            + settings.groupId()
            + ": the broker does not allow "
            + use
            + " this group");
  }

  private void checkConfigurations(Admin admin) throws InterruptedException, ExecutionException {
    for (SettingKey key : written) {
      Optional<Config> config = configuration(key, admin);
      if (config.isPresent()) {
        checkCleanup(key, config.get());
        if (key != SettingKey.QUALITY_TOPIC) {
          checkSize(key, config.get());
        }
      }
    }
  }

  /** Compaction keeps the last record of a key only, and takes none without a key. */
  private void checkCleanup(SettingKey key, Config topic) {
    ConfigEntry policy = topic.get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy != null
        && policy.value() != null
        && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw wrong(
          key,
          "its cleanup.policy=%s must be delete: compaction %s"
              .formatted(
                  policy.value(),
                  key == SettingKey.QUALITY_TOPIC
                      ? "would leave one window of each cohort, and not always the newest"
                      : "refuses records without key, and would leave one of each key"));
    }
  }

  /** What is handed on is the record that was read, cut where it is too long, and headers. */
  private void checkSize(SettingKey key, Config topic) {
    long needed = (long) settings.maxEventBytes() + HandedOn.MOST_KEY_BYTES + MOST_HEADER_BYTES;
    ConfigEntry largest = topic.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (largest != null && Integer.parseInt(largest.value()) < needed) {
      throw wrong(
          key,
          "its max.message.bytes=%s is too small for an event of %s=%d with key and headers: at least %d"
              .formatted(
                  largest.value(),
                  SettingKey.EVENTS_MAX_BYTES.text(),
                  settings.maxEventBytes(),
                  needed));
    }
  }

  /** Of a topic; empty if the broker does not tell. */
  private Optional<Config> configuration(SettingKey key, Admin admin)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(
          configuration(new ConfigResource(ConfigResource.Type.TOPIC, topic(key)), admin));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        LOG.warn(
            "{}={}: the broker does not allow to ask how it is configured, above all how large its"
                + " messages may be and whether it is compacted",
            key.text(),
            topic(key));
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Config configuration(ConfigResource resource, Admin admin)
      throws InterruptedException, ExecutionException {
    return admin.describeConfigs(List.of(resource)).values().get(resource).get();
  }

  /** A producer that asks for more is refused, over and over. */
  private void checkTransactionTimeout(Admin admin)
      throws InterruptedException, ExecutionException {
    String wanted =
        settings
            .kafkaProperties()
            .getOrDefault(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, KafkaPipeline.TRANSACTION_TIMEOUT_MS);
    try {
      String broker = admin.describeCluster().nodes().get().iterator().next().idString();
      ConfigEntry most =
          configuration(new ConfigResource(ConfigResource.Type.BROKER, broker), admin)
              .get("transaction.max.timeout.ms");
      if (most != null && Long.parseLong(most.value()) < Long.parseLong(wanted)) {
        throw new SettingsException(
            "%s=exactly-once: the brokers' transaction.max.timeout.ms=%s is less than the job's transaction.timeout.ms=%s: raise theirs or set %stransaction.timeout.ms"
                .formatted(
                    SettingKey.SINK_DELIVERY.text(),
                    most.value(),
                    wanted,
                    JobSettings.KAFKA_PREFIX));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ClusterAuthorizationException)) {
        throw e;
      }
      LOG.warn("The broker does not allow to ask for its transaction.max.timeout.ms");
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings.kafkaProperties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.groupId() + "-check");
    String patience = Long.toString(PATIENCE.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    return properties;
  }

  /** As for a client that reads or writes values. */
  private Properties properties(Class<?> serde) {
    Properties properties = properties();
    for (String key :
        List.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)) {
      properties.put(key, serde.getName());
    }
    return properties;
  }

  private String topic(SettingKey key) {
    return switch (key) {
      case EVENTS_TOPIC -> settings.eventsTopic();
      case QUALITY_TOPIC -> settings.qualityTopic();
      case PLAYS_TOPIC -> settings.plays().topic();
      case REJECTED_TOPIC -> settings.rejectedTopic();
      case LATE_TOPIC -> settings.lateTopic();
      default -> throw new IllegalArgumentException(key.text());
    };
  }

  private SettingsException wrong(SettingKey key, String what) {
    return new SettingsException(key.text() + "=" + topic(key) + ": " + what);
  }

  /** Clients quote the word that they do not understand, so each may be part of a secret. */
  private static String without(String secret, String line) {
    String rest = line;
    for (String word : secret.split("[\\s=\"';]+", 0)) {
      if (word.length() >= SHORTEST_SECRET) {
        rest = rest.replace(word, "[hidden]");
      }
    }
    return rest;
  }

  /** On one line, and without secrets. */
  private String withoutSecrets(Throwable e) {
    String line =
        Stream.iterate(e, Objects::nonNull, Throwable::getCause)
            .map(Throwable::getMessage)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
    for (Map.Entry<String, String> property : settings.kafkaProperties().entrySet()) {
      if (SECRET.matcher(property.getKey()).find()) {
        line = without(property.getValue(), line);
      }
    }
    return line;
  }
}
