package io.playbackanalytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may depend on what. */
class ArchitectureTest {

  private static final String ROOT = "io.playbackanalytics";
  private static final String[] FLINK_AND_KAFKA = {"org.apache.flink..", "org.apache.kafka.."};

  private static final JavaClasses JOB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /**
   * Packages and classes in which arithmetic, parsing and decisions are, testable without Flink.
   */
  private static final Set<String> PLAIN_JAVA =
      Set.of(
          "event",
          "settings",
          "metric.MetricCatalog",
          "metric.MetricExport",
          "metric.ExposureLimits",
          "push.PushTarget",
          "push.Series",
          "push.Backoff",
          "push.ExpositionText",
          "push.PushGateway",
          "push.Pusher",
          "push.PushedMetrics",
          "ingest.EventParser",
          "ingest.UnlimitedJson",
          "ingest.EventReader",
          "ingest.EventScanner",
          "ingest.EventNumbers",
          "ingest.ShortName",
          "ingest.ShortNames",
          "ingest.Words",
          "ingest.Parsed",
          "ingest.Rejection",
          "ingest.Reason",
          "ingest.EventField",
          "ingest.FieldValue",
          "ingest.FieldValues",
          "ingest.JsonInteger",
          "ingest.Utf8",
          "ingest.TraceId",
          "ingest.AppId",
          "ingest.TopLevelText",
          "ingest.EventTime",
          "ingest.SourceRecord",
          "measure.RecordLog",
          "measure.Totals",
          "measure.Hop",
          "measure.Lateness",
          "measure.LateBy",
          "measure.LateRecord",
          "measure.CohortWindows",
          "measure.Punctuality",
          "measure.PlaybackQuality",
          "measure.Slice",
          "measure.CohortSlices",
          "publish.JsonBytes",
          "publish.QualityEncoder");

  static Stream<String> plainJava() {
    return PLAIN_JAVA.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("plainJava")
  void plainJavaKnowsNeitherFlinkNorKafka(String name) {
    assertThat(JOB.stream().filter(isIn(name)).toList()).isNotEmpty();
    noClasses()
        .that(isIn(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FLINK_AND_KAFKA)
        .check(JOB);
  }

  @Test
  void plainJavaReliesOnPlainJavaOnly() {
    DescribedPredicate<JavaClass> plain =
        DescribedPredicate.describe(
            "plain Java", type -> PLAIN_JAVA.stream().anyMatch(name -> isIn(name).test(type)));
    noClasses()
        .that(plain)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(ROOT + "..").and(DescribedPredicate.not(plain)))
        .check(JOB);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(JOB);
  }

  @Test
  void dependenciesPointBackAlongThePathOfTheData() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("event")
        .definedBy(ROOT + ".event")
        .layer("push")
        .definedBy(ROOT + ".push")
        .layer("metric")
        .definedBy(ROOT + ".metric")
        .layer("ingest")
        .definedBy(ROOT + ".ingest")
        .layer("measure")
        .definedBy(ROOT + ".measure")
        .layer("publish")
        .definedBy(ROOT + ".publish")
        .layer("settings")
        .definedBy(ROOT + ".settings")
        .layer("job")
        .definedBy(ROOT)
        .whereLayer("job")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("settings")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("publish")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("job", "settings", "publish")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("job", "settings", "publish", "measure", "ingest")
        .whereLayer("push")
        .mayOnlyBeAccessedByLayers("job", "settings", "publish", "metric")
        .whereLayer("ingest")
        .mayOnlyBeAccessedByLayers("job", "settings", "publish", "measure")
        .check(JOB);
  }

  @Test
  void thePipelineTakesItsSourceAndSinksAndKnowsNoKafka() {
    noClasses()
        .that()
        .haveSimpleName("PlaybackPipeline")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("KafkaPipeline")
        .check(JOB);
  }

  @Test
  void onlyIngestAndPublishAndTheOuterPipelineKnowKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".event", ROOT + ".measure", ROOT + ".settings")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..")
        .check(JOB);
  }

  @Test
  void namesSayWhatAClassIs() {
    classes()
        .should()
        .haveNameNotMatching(".*(Utils?|Helper|Impl|Manager|Common|Base\\w*|Abstract\\w*)")
        .check(JOB);
  }

  /** A package, or a class with what is nested in it. */
  private static DescribedPredicate<JavaClass> isIn(String name) {
    String full = ROOT + "." + name;
    return DescribedPredicate.describe(
        name,
        arrayOrNot -> {
          JavaClass type = arrayOrNot.getBaseComponentType();
          return type.getPackageName().equals(full)
              || type.getName().equals(full)
              || type.getName().startsWith(full + "$");
        });
  }
}
