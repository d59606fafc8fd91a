package io.playbackanalytics.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Settings as they were written: keys that exist, values not looked at yet.
 *
 * @param values by key; keys that are not set are absent
 * @param kafkaProperties what was written under {@code kafka.properties.*}, without that prefix
 */
record SettingsText(Map<SettingKey, String> values, Map<String, String> kafkaProperties) {

  private static final String CONFIG = "config";

  /** The text of {@code key}, or of its default. */
  String of(SettingKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  static SettingsText of(String... arguments) {
    Map<String, String> written = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw new SettingsException("'" + argument + "' is no setting: write --key value");
      }
      int equals = argument.indexOf('=');
      String key = argument.substring(2, equals < 0 ? argument.length() : equals);
      if (equals < 0 && (i + 1 == arguments.length || arguments[i + 1].startsWith("--"))) {
        requireKnown(key, "");
        throw new SettingsException("--" + key + " has no value: write --" + key + " VALUE");
      }
      written.put(key, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
    }
    Map<SettingKey, String> values = new LinkedHashMap<>();
    Map<String, String> kafkaProperties = new LinkedHashMap<>();
    String file = written.remove(CONFIG);
    if (file != null) {
      sort(load(file), " in " + file, values, kafkaProperties);
    }
    sort(written, "", values, kafkaProperties);
    return new SettingsText(values, kafkaProperties);
  }

  private static void sort(
      Map<String, String> written,
      String where,
      Map<SettingKey, String> values,
      Map<String, String> kafkaProperties) {
    written.forEach(
        (key, value) -> {
          requireKnown(key, where);
          if (key.startsWith(JobSettings.KAFKA_PREFIX)) {
            kafkaProperties.put(key.substring(JobSettings.KAFKA_PREFIX.length()), value);
          } else {
            values.put(SettingKey.named(key).orElseThrow(), value.strip());
          }
        });
  }

  private static void requireKnown(String key, String where) {
    boolean known =
        SettingKey.named(key).isPresent()
            || (key.startsWith(JobSettings.KAFKA_PREFIX)
                && key.length() > JobSettings.KAFKA_PREFIX.length())
            || (key.equals(CONFIG) && where.isEmpty());
    if (!known) {
      throw new SettingsException(
          "unknown setting '"
              + key
              + "'"
              + where
              + ": did you mean '"
              + SettingKey.nearest(key).text()
              + "'? --help lists all");
    }
  }

  private static Map<String, String> load(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "config=" + file + " cannot be read: " + e.getClass().getSimpleName());
    }
    Map<String, String> written = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> written.put(key, properties.getProperty(key)));
    return written;
  }
}
