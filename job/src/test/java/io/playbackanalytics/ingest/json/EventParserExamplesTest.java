package io.playbackanalytics.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.schemas.Example;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The parser's verdict on every example of the contract is the one in its folder and name. */
class EventParserExamplesTest {

  private final EventParser parser = new EventParser(1 << 20);

  @TestFactory
  Stream<DynamicTest> acceptsEveryValidExample() {
    return Example.in("playback-event-v1/valid").stream()
        .map(
            example ->
                dynamicTest(
                    example.name(),
                    () ->
                        assertThat(parser.parse(example.value()))
                            .isInstanceOf(Parsed.Accepted.class)));
  }

  @TestFactory
  Stream<DynamicTest> rejectsEveryInvalidExampleWithItsReasonAndField() {
    return Stream.of("invalid", "invalid-beyond-schema")
        .flatMap(folder -> Example.in("playback-event-v1/" + folder).stream())
        .map(
            example ->
                dynamicTest(
                    example.name(),
                    () ->
                        assertThat(parser.parse(example.value()))
                            .isInstanceOfSatisfying(
                                Rejection.class,
                                rejection -> {
                                  assertThat(rejection.reason().wire()).isEqualTo(example.reason());
                                  assertThat(rejection.field()).isEqualTo(example.field());
                                })));
  }
}
