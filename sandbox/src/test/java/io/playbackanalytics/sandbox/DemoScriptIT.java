package io.playbackanalytics.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo} itself, on machines that are set up in other ways. */
@Timeout(180)
class DemoScriptIT {

  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path work;

  @Test
  void runsWhereTheLanguageIsTurkish() throws Exception {
    String output =
        run(
            List.of("../demo"),
            Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR"),
            List.of("--seconds", "5", "--players", "50"));
    assertThat(output).contains("50 people are playing", "records read");
  }

  /** As cron starts it, or a container without a locale. */
  @Test
  void takesPathsWithAnyLettersWhereTheLocaleHasOnlyAscii() throws Exception {
    String prepare =
        """
        set -euo pipefail
        clone=$WORK/$'k\\xc3\\xb6nigliches \\xe9\\x9f\\xb3'
        events=$WORK/$'s\\xc3\\xa4mtliche \\xe9\\x9f\\xb3.ndjson'
        mkdir "$clone"
        for part in broker job sandbox; do ln -s "$PROJECT/$part" "$clone/$part"; done
        # As old as they are: what is newer than the jar would be built again.
        cp -p "$PROJECT/demo" "$PROJECT/pom.xml" "$clone"
        echo 'no json' > "$events"
        exec "$clone/demo" --events "$events" "$@"
        """;
    String output =
        run(
            List.of("bash", "-c", prepare, "demo"),
            Map.of(
                "LC_ALL",
                "C",
                "WORK",
                work.toString(),
                "PROJECT",
                Path.of("..").toRealPath().toString()),
            List.of());
    assertThat(output)
        .contains(
            "/s\u00e4mtliche \u97f3.ndjson\n",
            "records read     1 = 0 aggregated + 0 late + 1 rejected",
            "/k\u00f6nigliches \u97f3/sandbox/target/demo.log\n");
  }

  /** What it prints, once it has ended well. */
  private String run(List<String> script, Map<String, String> environment, List<String> options)
      throws Exception {
    List<String> command = new ArrayList<>(script);
    for (String port : List.of("--kafka-port", "--web-port", "--metrics-port")) {
      command.addAll(List.of(port, "0"));
    }
    command.addAll(options);
    Path output = work.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process demo = builder.start();
    try {
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroy();
    }
    String text = Files.readString(output, UTF_8);
    assertThat(demo.exitValue()).as(text).isZero();
    return text;
  }
}
