package io.playbackanalytics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings come from arguments and from a file, and secrets stay where they are. */
class SettingsSourcesTest {

  private static final String SECRET = "s3cret";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("job.properties");
  }

  @Test
  void keyAndValueAreTwoArgumentsOrOne() {
    assertThat(JobSettings.parse("--events.topic", "t", "--window.size", "10 s"))
        .isEqualTo(JobSettings.parse("--events.topic=t", "--window.size=10 s"));
  }

  @Test
  void aValueMayHoldAnEqualsSignInEitherForm() {
    String login = "a.b.Module required username=\"u\" password=\"p=\";";
    for (String[] arguments :
        new String[][] {
          {"--kafka.properties.sasl.jaas.config", login},
          {"--kafka.properties.sasl.jaas.config=" + login}
        }) {
      assertThat(JobSettings.parse(arguments).kafkaProperties())
          .containsEntry("sasl.jaas.config", login);
    }
  }

  @Test
  void blanksAroundAValueDoNotCount() {
    assertThat(JobSettings.parse("--window.size", " 10 s ").hop().size()).hasSeconds(10);
  }

  @Test
  void ofTwoArgumentsWithOneKeyTheLastOneCounts() {
    assertThat(JobSettings.parse("--events.topic=a", "--events.topic", "b").eventsTopic())
        .isEqualTo("b");
  }

  @Test
  void aFileHoldsTheSameKeys() throws IOException {
    write(
        """
        # a comment
        events.topic = t
        window.size: 10 s
        cohorts=app; \\
            app,os
        kafka.properties.client.rack=\u00e9
        """);
    JobSettings settings = JobSettings.parse("--config", file.toString());
    assertThat(settings.eventsTopic()).isEqualTo("t");
    assertThat(settings.hop().size()).hasSeconds(10);
    assertThat(settings.cohorts()).hasSize(2);
    assertThat(settings.kafkaProperties()).containsEntry("client.rack", "é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"events.topic=t\n", "# a comment\nevents.topic=t\n", "\r\nevents.topic=t"})
  void aFileMayBeginWithAByteOrderMark(String text) throws IOException {
    write("\ufeff" + text);
    assertThat(JobSettings.parse("--config", file.toString()).eventsTopic()).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "x-UTF-16LE-BOM"})
  void aFileInUtf16IsRefusedByItsName(String charset) throws IOException {
    Files.writeString(file, "events.topic=t\n", Charset.forName(charset));
    assertThat(Refusal.of("--config", file.toString()))
        .isEqualTo("config=" + file + " is wrong: UTF-8, but it is UTF-16: save it as UTF-8");
  }

  @Test
  void argumentsWinOverTheFileWhereverTheyStand() throws IOException {
    write("events.topic=f\nquality.topic=q\nkafka.properties.client.rack=f\n");
    JobSettings before =
        JobSettings.parse(
            "--events.topic=a", "--kafka.properties.client.rack=a", "--config=" + file);
    assertThat(before.eventsTopic()).isEqualTo("a");
    assertThat(before.qualityTopic()).isEqualTo("q");
    assertThat(before.kafkaProperties()).containsEntry("client.rack", "a");
    assertThat(
            JobSettings.parse(
                "--config",
                file.toString(),
                "--events.topic=a",
                "--kafka.properties.client.rack=a"))
        .isEqualTo(before);
  }

  @Test
  void anUnknownKeyInTheFileIsReportedWithTheFile() throws IOException {
    write("windw.size=5 s\n");
    assertThat(Refusal.of("--config", file.toString()))
        .isEqualTo(
            "unknown setting 'windw.size' in "
                + file
                + ": did you mean 'window.size'? --help lists all");
    write("config=other.properties\n");
    assertThat(Refusal.of("--config", file.toString())).startsWith("unknown setting 'config' in ");
  }

  @Test
  void aFileThatCannotBeReadIsReported() throws IOException {
    assertThat(Refusal.of("--config", file.toString()))
        .isEqualTo(
            "config="
                + file
                + " is wrong: a readable properties file in UTF-8 (NoSuchFileException)");
    write("a=\\uZZZZ\n");
    assertThat(Refusal.of("--config", file.toString())).contains(file + " is wrong");
    Files.write(file, new byte[] {(byte) 0xFF});
    assertThat(Refusal.of("--config", file.toString())).contains(file + " is wrong");
    assertThat(Refusal.of("--config", folder.toString())).contains(folder + " is wrong");
    assertThat(Refusal.of("--config", "\u0000\n")).startsWith("config=\\u0000\\u000a is wrong");
  }

  @Test
  void kafkaPropertiesArePassedOnWithoutTheirPrefixAndOtherwiseUnchanged() {
    assertThat(
            JobSettings.parse(
                    "--kafka.properties.security.protocol",
                    "SASL_SSL",
                    "--kafka.properties.kafka.properties.x",
                    " y ")
                .kafkaProperties())
        .containsOnly(entry("security.protocol", "SASL_SSL"), entry("kafka.properties.x", " y "));
  }

  @Test
  void noSecretIsShown() throws IOException {
    write("kafka.properties.ssl.key.password=" + SECRET + "\n");
    String[] arguments = {"--config", file.toString(), "--kafka.properties.sasl.password", SECRET};
    assertThat(JobSettings.parse(arguments).toString())
        .contains("sasl.password", "ssl.key.password")
        .doesNotContain(SECRET);
    assertThat(SettingsText.of(arguments).toString())
        .contains("sasl.password", "ssl.key.password")
        .doesNotContain(SECRET);
  }

  @Test
  void noErrorShowsASecret() throws IOException {
    String[][] wrong = {
      {"--kafka.properties.sasl.password", SECRET, "--window.size", "5"},
      {"--kafka.properties.bootstrap.servers", SECRET},
      {"--kafka.properties.sasl.password", "two words,", SECRET},
      {"--kafka.properties.sasl.password=two", SECRET},
      {"--kafka.propertis.sasl.password", "two", SECRET},
      {"--kafka.propertis.sasl.password=" + SECRET},
      {"--sasl.password", SECRET},
      {"--sasl.password=" + SECRET},
      {"kafka.properties.sasl.password=" + SECRET},
      {"-kafka.properties.sasl.password=" + SECRET},
      {"kafka.properties.sasl.password", SECRET},
      {"--kafka.properties.sasl.password", "--" + SECRET}
    };
    for (String[] arguments : wrong) {
      assertThat(Refusal.of(arguments)).doesNotContain(SECRET);
    }
    write("kafka.propertis.sasl.password=" + SECRET + "\n");
    assertThat(Refusal.of("--config", file.toString())).doesNotContain(SECRET);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
