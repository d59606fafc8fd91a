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

  /** What Flink marks as its own, but hands out by interfaces that it means for everybody. */
  private static final Set<String> HANDED_OUT =
      Set.of(
          "org.apache.flink.streaming.runtime.streamrecord.StreamRecord",
          "org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus",
          "org.apache.flink.streaming.api.operators.StreamingRuntimeContext",
          "org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema$KafkaSinkContext");

  /** Classes that Flink or its Kafka connector mark as their own. */
  private static final DescribedPredicate<JavaClass> INTERNAL =
      DescribedPredicate.describe(
          "internal",
          type ->
              type.getPackageName().startsWith("org.apache.flink")
                  && !HANDED_OUT.contains(type.getName())
                  && isMarked(type, "org.apache.flink.annotation.Internal"));

  /** Packages of arithmetic, parsing and decisions, testable without Flink. */
  private static final Set<String> PLAIN_JAVA =
      Set.of(
          "event",
          "settings",
          "ingest.json",
          "measure.total",
          "measure.window",
          "metric",
          "metric.push",
          "monitoring",
          "play",
          "publish.json");

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
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(JOB);
  }

  @Test
  void dependenciesPointBackAlongThePathOfTheData() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("event")
        .definedBy(ROOT + ".event")
        .layer("play")
        .definedBy(ROOT + ".play")
        .layer("totals")
        .definedBy(ROOT + ".measure.total")
        .layer("arithmetic")
        .definedBy(ROOT + ".measure.window")
        .layer("metric")
        .definedBy(ROOT + ".metric..")
        .layer("ingest")
        .definedBy(ROOT + ".ingest..")
        .layer("measure")
        .definedBy(ROOT + ".measure")
        .layer("publish")
        .definedBy(ROOT + ".publish..")
        .layer("settings")
        .definedBy(ROOT + ".settings")
        .layer("monitoring")
        .definedBy(ROOT + ".monitoring")
        .layer("job")
        .definedBy(ROOT)
        .whereLayer("job")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("monitoring")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("settings")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("publish")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("job")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("job", "settings", "measure", "ingest", "monitoring")
        .whereLayer("ingest")
        .mayOnlyBeAccessedByLayers("job", "measure")
        .whereLayer("arithmetic")
        .mayOnlyBeAccessedByLayers("job", "settings", "publish", "measure", "metric")
        .check(JOB);
  }

  @Test
  void onlyReadingKafkaUsesWhatFlinkAndItsConnectorKeepToThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".ingest.kafka")
        // Flink's public interface has no way to close a group of metrics.
        .and()
        .doNotHaveSimpleName("CohortGroups")
        // Nor to delete timers of any key but the current.
        .and()
        .haveNameNotMatching(".*[.]RestoredTimers([$].*)?")
        .should()
        .dependOnClassesThat(INTERNAL)
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

  private static boolean isMarked(JavaClass type, String annotation) {
    return type.isAnnotatedWith(annotation)
        || type.getEnclosingClass().filter(outer -> isMarked(outer, annotation)).isPresent();
  }

  /** The package itself, without those within. */
  private static DescribedPredicate<JavaClass> isIn(String name) {
    String full = ROOT + "." + name;
    return DescribedPredicate.describe(
        name, type -> type.getBaseComponentType().getPackageName().equals(full));
  }
}
