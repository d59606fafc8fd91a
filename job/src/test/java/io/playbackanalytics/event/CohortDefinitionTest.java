package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortDefinitionTest {

  @Test
  void labelsSeparatedByCommasGiveTheDimensionsInOrder() {
    assertThat(CohortDefinition.parse("app,cdn,os").dimensions())
        .containsExactly(Dimension.APP, Dimension.CDN, Dimension.OS);
  }

  @Test
  void blanksAroundLabelsDoNotCount() {
    assertThat(CohortDefinition.parse("  app ,\tos  ")).isEqualTo(CohortDefinition.parse("app,os"));
  }

  @Property(seed = "1")
  void everyDefinitionIsReadBackFromItsText(@ForAll("definitions") CohortDefinition definition) {
    assertThat(CohortDefinition.parse(definition.toString())).isEqualTo(definition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ",", "app,", ",app", "app,,os", "App", "app_id", "app os", "app;os"})
  void textWithAnythingButLabelsIsRefusedAndTheLabelsAreListed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CohortDefinition.parse(text))
        .withMessageContaining(
            "app, os, network, cdn, region, app_version, device_type, content_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "os         | a cohort starts with app",
        "os,app     | a cohort starts with app",
        "app,app    | a dimension is named twice",
        "app,os,os  | a dimension is named twice"
      })
  void definitionThatMixesAppsOrRepeatsADimensionIsRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CohortDefinition.parse(text))
        .withMessage(message);
  }

  @Test
  void dimensionsOfDefinitionsAreNamedOnce() {
    assertThat(
            CohortDefinition.dimensionsOf(
                List.of(
                    CohortDefinition.parse("app,os"),
                    CohortDefinition.parse("app"),
                    CohortDefinition.parse("app,cdn,os"))))
        .containsExactly(Dimension.APP, Dimension.OS, Dimension.CDN);
  }

  @Provide
  Arbitrary<CohortDefinition> definitions() {
    return Definitions.arbitrary();
  }
}
