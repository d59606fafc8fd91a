package io.playbackanalytics.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CommandTest {

  private static final Option EVENTS = new Option("events", "N", "10", "how many");
  private static final Option DURATION = new Option("duration", "TIME", "5 min", "how long");
  private static final Option WHO = new Option("who", "A,B", "all", "only these");
  private static final Option JOB = new Option("job.KEY", "VALUE", "the job's", "a setting");
  private static final Command COMMAND =
      new Command("Does it.\n%s\nNow.\n", List.of(EVENTS, DURATION, WHO), Optional.of(JOB));

  @Test
  void whatIsNotGivenIsStandard() throws Exception {
    Options options = COMMAND.parse();
    assertThat(options.has(EVENTS)).isFalse();
    assertThat(options.number(EVENTS, 1, 100)).isEqualTo(10);
    assertThat(options.time(DURATION)).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.ofFamily()).isEmpty();
  }

  @Test
  void valuesAreRead() throws Exception {
    Options options =
        COMMAND.parse("--duration", "30s", "--job.a.b", "x y", "--who", "ann,bob", "--events", "7");
    assertThat(options.has(EVENTS)).isTrue();
    assertThat(options.integer(EVENTS, 7, 7)).isEqualTo(7);
    assertThat(options.fraction(EVENTS, 7)).isEqualTo(7.0);
    assertThat(options.time(DURATION)).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.some(WHO, List.of("ann", "bob", "eve"))).containsExactly("ann", "bob");
    assertThat(options.ofFamily()).isEqualTo(Map.of("a.b", "x y"));
  }

  @Test
  void mistakesAreNamedOnOneLine() throws Exception {
    refuses(
        () -> COMMAND.parse("--evnets", "5"),
        "Unknown option --evnets: did you mean --events? --help lists all");
    refuses(
        () -> COMMAND.parse("--job.", "5"),
        "Unknown option --job.: did you mean --who? --help lists all");
    refuses(() -> COMMAND.parse("--events"), "Option --events needs a value");
    refuses(() -> COMMAND.parse("--job.a"), "Option --job.a needs a value");
    refuses(
        () -> COMMAND.parse("--events", "5", "--events", "5"), "Option --events is given twice");
    refuses(() -> COMMAND.parse("--job.a", "5", "--job.a", "6"), "Option --job.a is given twice");

    Options wrong = COMMAND.parse("--events", "5x", "--duration", "5 h", "--who", "ann,");
    refuses(
        () -> wrong.number(EVENTS, 1, 9), "Option --events: '5x' is not a whole number in 1..9");
    refuses(() -> wrong.fraction(EVENTS, 50), "Option --events: '5x' is not a number in 0..50");
    refuses(() -> wrong.memory(EVENTS), "Option --events: '5x' is not a size such as 4g or 512m");
    refuses(
        () -> wrong.time(DURATION), "Option --duration: '5 h' is not a time such as 30 s or 5 min");
    refuses(() -> wrong.some(WHO, List.of("ann", "bob")), "Option --who: '' is not one of ann,bob");
    Options outside = COMMAND.parse("--events", "-1");
    refuses(
        () -> outside.number(EVENTS, 0, 9), "Option --events: '-1' is not a whole number in 0..9");
    refuses(() -> outside.fraction(EVENTS, 9), "Option --events: '-1' is not a number in 0..9");
  }

  @Test
  void helpListsEveryOptionWithItsStandard() {
    assertThat(COMMAND.explained())
        .isEqualTo(
            """
            Does it.
              --events N       how many (10)
              --duration TIME  how long (5 min)
              --who A,B        only these (all)
              --job.KEY VALUE  a setting (the job's)
              --help           this text
            Now.
            """);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(OptionException.class).hasMessage(message);
  }
}
