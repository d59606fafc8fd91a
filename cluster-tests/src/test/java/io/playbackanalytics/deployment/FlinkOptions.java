package io.playbackanalytics.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.flink.annotation.docs.Documentation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.EventOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TraceOptions;

/** Every option that Flink's own classes define, by the key that is current. */
final class FlinkOptions {

  private static final String PACKAGE = "org/apache/flink/configuration/";

  private final Map<String, ConfigOption<?>> byKey;

  private FlinkOptions(Map<String, ConfigOption<?>> byKey) {
    this.byKey = byKey;
  }

  static FlinkOptions ofCluster() {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    for (Class<?> holder : optionClasses()) {
      options.putAll(current(holder, false));
    }
    return new FlinkOptions(options);
  }

  /** Those that follow {@code metrics.reporter.NAME.}, of any reporter. */
  static FlinkOptions ofMetricReporter(Class<?>... ofReporter) {
    return ofReporter(MetricOptions.class, ofReporter);
  }

  /** Those that follow {@code traces.reporter.NAME.}, of any reporter. */
  static FlinkOptions ofTraceReporter(Class<?>... ofReporter) {
    return ofReporter(TraceOptions.class, ofReporter);
  }

  private static FlinkOptions ofReporter(Class<?> ofAny, Class<?>... ofReporter) {
    Map<String, ConfigOption<?>> options = new HashMap<>(current(ofAny, true));
    for (Class<?> holder : ofReporter) {
      options.putAll(current(holder, false));
    }
    return new FlinkOptions(options);
  }

  Optional<ConfigOption<?>> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  private static Map<String, ConfigOption<?>> current(Class<?> holder, boolean suffixes) {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    for (Field field : holder.getDeclaredFields()) {
      if (ConfigOption.class.equals(field.getType())
          && Modifier.isStatic(field.getModifiers())
          && Modifier.isPublic(field.getModifiers())
          && !field.isAnnotationPresent(Deprecated.class)
          && isSuffix(field, holder) == suffixes) {
        ConfigOption<?> option = value(field);
        options.put(option.key(), option);
      }
    }
    return options;
  }

  /** Of the general classes, the options of reporters have keys that a prefix must complete. */
  private static boolean isSuffix(Field field, Class<?> holder) {
    return field.isAnnotationPresent(Documentation.SuffixOption.class)
        && List.of(MetricOptions.class, TraceOptions.class, EventOptions.class).contains(holder);
  }

  private static ConfigOption<?> value(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field.toString(), e);
    }
  }

  private static List<Class<?>> optionClasses() {
    List<Class<?>> classes = new ArrayList<>();
    try (JarFile jar = new JarFile(jarOf(CoreOptions.class).toFile());
        Stream<String> names = jar.stream().map(entry -> entry.getName())) {
      for (String name :
          names
              .filter(name -> name.startsWith(PACKAGE) && name.endsWith("Options.class"))
              .toList()) {
        classes.add(Class.forName(name.replace(".class", "").replace('/', '.')));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return classes;
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
