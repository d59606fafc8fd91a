package io.playbackanalytics.benchmark.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {

  private final Suite peers = Suites.peers(new TopicRecipe(10, 50, Traffic.ZIPF, 1));

  @Test
  void everyOtherRoundRunsBackwards() {
    assertThat(peers.round(0)).isEqualTo(peers.scenarios());
    assertThat(peers.round(1)).isEqualTo(backwards(peers.scenarios()));
    assertThat(peers.round(2)).isEqualTo(peers.scenarios());
  }

  @Test
  void keepsOnlyWhatIsAskedFor() {
    Suite two = peers.only(List.of("flink-sql", "playback-analytics"));
    assertThat(two.scenarios())
        .extracting(Scenario::name)
        .containsExactly("playback-analytics", "flink-sql");
    assertThat(two.scenarios()).extracting(Scenario::isBase).containsExactly(true, false);
  }

  @Test
  void leavesOutWhoDoesNotRunHere() {
    assertThat(peers.inJava().scenarios())
        .hasSize(peers.scenarios().size() - 1)
        .noneMatch(scenario -> scenario.kind().isNative());
  }

  @Test
  void isItsOwnBaseWithoutTheBase() {
    assertThat(peers.only(List.of("datastream")).scenarios()).allMatch(Scenario::isBase);
  }

  @Test
  void variantsDifferFromTheirBasesInOneThing() {
    Suite variants = Suites.variants(10, 1);
    assertThat(variants.scenarios()).hasSize(14);
    assertThat(variants.scenarios())
        .filteredOn(scenario -> !scenario.isBase())
        .allSatisfy(
            scenario -> {
              Scenario base = variants.baseOf(scenario);
              int differences =
                  (scenario.kind() == base.kind() ? 0 : 1)
                      + (scenario.topic().equals(base.topic()) ? 0 : 1)
                      + (scenario.settings().equals(base.settings()) ? 0 : 1);
              assertThat(differences).isEqualTo(1);
            });
  }

  private static List<Scenario> backwards(List<Scenario> scenarios) {
    List<Scenario> backwards = new ArrayList<>(scenarios);
    Collections.reverse(backwards);
    return backwards;
  }
}
