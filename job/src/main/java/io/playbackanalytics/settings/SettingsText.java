package io.playbackanalytics.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as they were written: keys that exist, values not looked at yet.
 *
 * @param values by key; keys that are not set are absent
 * @param kafkaProperties what was written under {@code kafka.properties.*}, without that prefix
 */
record SettingsText(Map<SettingKey, String> values, Map<String, String> kafkaProperties) {

  private static final String CONFIG = "config";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** The values; of {@link #kafkaProperties} only the keys, since they hold secrets. */
  @Override
  public String toString() {
    return values + ", Kafka properties " + kafkaProperties.keySet();
  }

  /** The text of {@code key}, or of its default. */
  String of(SettingKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  static SettingsText of(String... arguments) {
    Map<String, String> written = new LinkedHashMap<>();
    String key = "";
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw noSetting(argument, key);
      }
      int equals = argument.indexOf('=');
      key = argument.substring(2, equals < 0 ? argument.length() : equals);
      requireKnown(key, "");
      if (equals < 0 && (i + 1 == arguments.length || arguments[i + 1].startsWith("--"))) {
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

  private static final Pattern NAME = Pattern.compile("[\\w.-]+");
  private static final int LONGEST_WORD = 24;
  private static final Pattern KAFKA_PROPERTY =
      Pattern.compile(Pattern.quote(JobSettings.KAFKA_PREFIX) + NAME);

  /** The values of Kafka properties may be secrets; an argument out of place may be part of one. */
  private static SettingsException noSetting(String argument, String keyBefore) {
    if (keyBefore.startsWith(JobSettings.KAFKA_PREFIX)) {
      return new SettingsException(
          "--" + keyBefore + " has more than one value: put it in quotes, --key \"VALUE\"");
    }
    int equals = argument.indexOf('=');
    String shown = equals < 0 ? argument : argument.substring(0, equals + 1) + "…";
    return new SettingsException("'" + shown + "' is no setting: write --key value");
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
    boolean isKnown =
        SettingKey.named(key).isPresent()
            || KAFKA_PROPERTY.matcher(key).matches()
            || (key.equals(CONFIG) && where.isEmpty());
    if (!isKnown) {
      throw new SettingsException(
          "unknown setting '"
              + shown(key)
              + "'"
              + where
              + nearest(key, where.isEmpty())
                  .map(known -> ": did you mean '" + known + "'?")
                  .orElse(":")
              + " --help lists all");
    }
  }

  private static boolean isName(String key) {
    return NAME.matcher(key).matches() && (key.contains(".") || key.length() <= LONGEST_WORD);
  }

  /** What is no name may be a part of a secret: only the name before it, if any, is shown. */
  private static String shown(String key) {
    if (isName(key)) {
      return key;
    }
    Matcher name = NAME.matcher(key);
    boolean isProperty = key.startsWith(JobSettings.KAFKA_PREFIX) && name.lookingAt();
    return isProperty ? name.group() + "…" : "…";
  }

  /** The known key that takes the fewest edits from {@code key}, if it could be meant at all. */
  private static Optional<String> nearest(String key, boolean isArgument) {
    if (!isName(key)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>();
    for (SettingKey setting : SettingKey.values()) {
      known.add(setting.text());
    }
    if (isArgument) {
      known.add(CONFIG);
    }
    int clientProperty = key.indexOf('.', key.indexOf('.') + 1) + 1;
    if (clientProperty > 0 && clientProperty < key.length()) {
      known.add(JobSettings.KAFKA_PREFIX + key.substring(clientProperty));
    }
    return known.stream()
        .min(Comparator.comparingInt(k -> EditDistance.between(key, k)))
        .filter(k -> EditDistance.between(key, k) <= key.length() / 2);
  }

  private static Map<String, String> load(String file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw wrongFile(
          file, "a readable properties file in UTF-8 (" + e.getClass().getSimpleName() + ")");
    }
    Map<String, String> written = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> written.put(key, properties.getProperty(key)));
    return written;
  }

  /** The file's text without the mark that some editors put before it. */
  private static String text(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(file));
    if (isUtf16(bytes)) {
      throw wrongFile(file, "UTF-8, but it is UTF-16: save it as UTF-8");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  /** Whether it begins with the mark of UTF-16, or half of its first character is missing. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return first == 0xFEFF || first == 0xFFFE || bytes[0] == 0 || bytes[1] == 0;
  }

  private static SettingsException wrongFile(String file, String right) {
    return new SettingsException("config=" + file + " is wrong: " + right);
  }
}
