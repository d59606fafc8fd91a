package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingKeyTest {

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void helpHasALineForEveryKeyWithDefaultAndMeaning(SettingKey key) {
    assertThat(SettingKey.help().lines())
        .filteredOn(line -> line.startsWith("  --" + key.text() + " "))
        .singleElement()
        .asString()
        .contains(" " + key.defaultValue() + " ")
        .endsWith(" " + key.meaning());
  }

  @Test
  void helpTellsOfKafkaPropertiesAndTheFile() {
    assertThat(SettingKey.help()).contains("--kafka.properties.* ", "--config ").endsWith("\n");
  }

  @Test
  void helpIsATableThatATerminalCanShow() {
    assertThat(SettingKey.help().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(160));
  }

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void aKeyIsFoundByItsExactText(SettingKey key) {
    assertThat(SettingKey.named(key.text())).contains(key);
    assertThat(SettingKey.named(key.text() + " ")).isEmpty();
    assertThat(SettingKey.named(key.name())).isEmpty();
  }
}
