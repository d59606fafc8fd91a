package io.playbackanalytics.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.ingest.json.ParserFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each target with Jazzer in a JVM of its own, from the corpus in the repository. What a run
 * finds of value for the next one stays in {@code target/fuzz}; an input that fails is named by the
 * test's message.
 *
 * <p>By itself it tries the corpus and mutations of it, the same ones in each run. Coverage guides
 * the choice only where {@code -Dfuzz.seconds=…} gives each target the time for it, as {@code
 * ./verify --long} does: its instrumentation alone takes longer than all these mutations.
 */
@Tag("no-cluster")
class FuzzIT {

  private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
  private static final boolean GUIDED = SECONDS > 0;
  private static final long INPUTS = GUIDED ? 100 * SECONDS : 30_000;
  private static final int SEED = 20261125;
  private static final Path CORPUS = Path.of("src/test/resources/fuzz").toAbsolutePath();
  private static final Path EXAMPLES = Path.of("../schemas/examples").toAbsolutePath();
  private static final Pattern TRIED = Pattern.compile("stat::number_of_executed_units: *(\\d+)");

  @ParameterizedTest
  @ValueSource(
      classes = {ParserFuzz.class, SettingsFuzz.class, CohortKeyFuzz.class, EncoderFuzz.class})
  void noInputBreaksIt(Class<?> target) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/fuzz", target.getSimpleName()));
    Path found = Files.createDirectories(folder.resolve("corpus").toAbsolutePath());
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.playbackanalytics.**",
                "--reproducer_path=" + folder.toAbsolutePath(),
                "-artifact_prefix=" + folder.toAbsolutePath() + "/",
                "-seed=" + SEED,
                "--hooks=" + GUIDED,
                GUIDED ? "-max_total_time=" + SECONDS : "-runs=" + INPUTS,
                "-max_len=4096",
                // A process begins with the peak of the one that starts it, which may be above
                // libFuzzer's limit of 2 GiB; the heap has one of its own.
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                found.toString()));
    command.addAll(corpus(target));
    Process jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exitCode;
    try {
      exitCode = jazzer.waitFor();
    } finally {
      jazzer.destroyForcibly();
    }
    String said = Files.readString(log);
    String end = "the end of " + log + ":\n" + lastLines(said);
    assertThat(exitCode).as(end).isZero();
    Matcher tried = TRIED.matcher(said);
    assertThat(tried.find()).as(end).isTrue();
    System.out.printf(
        "%s: %,d inputs, seed %d%n", target.getSimpleName(), Long.parseLong(tried.group(1)), SEED);
    // Else it was not the target that took the time.
    assertThat(Long.parseLong(tried.group(1))).isGreaterThanOrEqualTo(INPUTS);
  }

  private static String lastLines(String said) {
    List<String> lines = said.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private static List<String> corpus(Class<?> target) throws IOException {
    List<String> folders = new ArrayList<>();
    Path own = CORPUS.resolve(target.getSimpleName());
    if (Files.exists(own)) {
      folders.add(own.toString());
    }
    if (target == ParserFuzz.class) {
      folders.add(EXAMPLES.resolve("playback-event-v1/valid").toString());
      folders.add(EXAMPLES.resolve("playback-event-v1/invalid").toString());
    }
    return folders;
  }
}
