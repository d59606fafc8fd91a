package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.EventField;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code trace_id} of a record, for logs: by it the trace and the logs of a play are found.
 * Only looked for in the few records that are logged, in whatever state they are.
 */
public final class TraceId {

  /** W3C trace ids, UUIDs and their like; nothing that could mean something else in a log. */
  private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private TraceId() {}

  /**
   * The last trace id at the top level of {@code value}, as far as that is JSON, if it is harmless.
   */
  public static Optional<String> in(byte @Nullable [] value) {
    return TopLevelText.last(value, EventField.TRACE_ID).filter(id -> SAFE.matcher(id).matches());
  }
}
