package io.playbackanalytics.ingest;

import io.playbackanalytics.event.PlaybackEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the source emits for one Kafka record. Exactly one of event and rejection is there; they
 * stand side by side, and not as two subtypes, since Flink serialises a flat public record field by
 * field and a sealed interface not at all.
 */
public record Ingested(
    SourceRecord source, @Nullable PlaybackEvent event, @Nullable Rejection rejection) {

  public Ingested {
    if ((event == null) == (rejection == null)) {
      throw new IllegalArgumentException("either an event or a rejection");
    }
  }

  static Ingested of(SourceRecord source, Parsed parsed) {
    return parsed instanceof Rejection rejection
        ? new Ingested(source, null, rejection)
        : new Ingested(source, ((Parsed.Accepted) parsed).event(), null);
  }

  public boolean isRejected() {
    return rejection != null;
  }

  /**
   * The event.
   *
   * @throws NullPointerException if the record was rejected
   */
  public PlaybackEvent acceptedEvent() {
    return Objects.requireNonNull(event);
  }

  /**
   * Why there is no event.
   *
   * @throws NullPointerException if the record was accepted
   */
  public Rejection givenRejection() {
    return Objects.requireNonNull(rejection);
  }
}
