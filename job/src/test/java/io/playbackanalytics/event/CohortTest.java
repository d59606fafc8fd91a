package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortTest {

  @Test
  void keyOfOneDimensionIsLabelAndValue() {
    assertThat(cohort("app", "music-android").key()).isEqualTo("app=music-android");
  }

  @Test
  void keyHoldsTheDimensionsInTheOrderOfTheDefinition() {
    assertThat(cohort("app,os", "music-android", "Android 14").key())
        .isEqualTo("app=music-android,os=Android 14");
    assertThat(cohort("app,cdn,os", "music", "fra-03", "iOS 18").key())
        .isEqualTo("app=music,cdn=fra-03,os=iOS 18");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b    | app=a\\,b",
        "a=b    | app=a\\=b",
        "a\\b   | app=a\\\\b",
        "\\     | app=\\\\",
        ",=     | app=\\,\\=",
        "\\,    | app=\\\\\\,",
        "a,os=b | app=a\\,os\\=b"
      })
  void keyEscapesBackslashCommaAndEquals(String value, String key) {
    assertThat(cohort("app", value).key()).isEqualTo(key);
    assertThat(Cohort.ofKey(key).values()).containsExactly(value);
  }

  @Test
  void keyLeavesEveryOtherCharacterAsItIs() {
    assertThat(cohort("app", "\"a\"\n\t\u0000{é}🎧").key()).isEqualTo("app=\"a\"\n\t\u0000{é}🎧");
  }

  @Property(seed = "1")
  void everyCohortIsReadBackFromItsKey(@ForAll("cohorts") Cohort cohort) {
    assertThat(Cohort.ofKey(cohort.key())).isEqualTo(cohort);
    assertThat(Cohort.labelsOfKey(cohort.key())).isEqualTo(cohort.definition().toString());
  }

  @Property(seed = "2")
  void distinctCohortsHaveDistinctKeys(
      @ForAll("closeCohorts") Cohort a, @ForAll("closeCohorts") Cohort b) {
    assertThat(a.key().equals(b.key())).isEqualTo(a.equals(b));
  }

  @Property(seed = "3", tries = 5000)
  void anyOtherTextIsNoKey(@ForAll("nearlyKeys") String text) {
    try {
      assertThat(Cohort.ofKey(text).key()).isEqualTo(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "music",
        "=music",
        "app=",
        "app=music,",
        "app=music,os",
        "app=music,os=",
        ",app=music",
        "app=music,,os=iOS",
        "app=a=b",
        "app==",
        "app=a\\",
        "app=a\\b",
        "app=a\\\\\\",
        "app=music,app=music",
        "app=music,os=iOS,os=iOS",
        "os=iOS",
        "os=iOS,app=music",
        "app_id=music",
        "App=music",
        " app=music",
        "app =music",
        "app=music, os=iOS"
      })
  void malformedKeyIsRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cohort.ofKey(key));
  }

  @Test
  void thereIsOneNonEmptyValueForEachDimension() {
    CohortDefinition appAndOs = CohortDefinition.parse("app,os");
    assertThatIllegalArgumentException().isThrownBy(() -> new Cohort(appAndOs, List.of("music")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cohort(appAndOs, List.of("music", "iOS", "wifi")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cohort(appAndOs, List.of("music", "")));
  }

  @Provide
  Arbitrary<Cohort> cohorts() {
    return cohorts(Texts.arbitrary());
  }

  /** Few characters and lengths, so that many pairs are equal or differ in an escape only. */
  @Provide
  Arbitrary<Cohort> closeCohorts() {
    return cohorts(Arbitraries.of("a", "\\", ",", "=", "a\\", "a,os=a", ",os=a", "\\,", "a\\,"));
  }

  @Provide
  Arbitrary<String> nearlyKeys() {
    return Arbitraries.of("app", "os", "=", ",", "\\", "a", "app=", ",os=", ",app=", "")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<Cohort> cohorts(Arbitrary<String> values) {
    return Definitions.arbitrary()
        .flatMap(
            definition ->
                values
                    .list()
                    .ofSize(definition.dimensions().size())
                    .map(list -> new Cohort(definition, list)));
  }

  private static Cohort cohort(String definition, String... values) {
    return new Cohort(CohortDefinition.parse(definition), List.of(values));
  }
}
