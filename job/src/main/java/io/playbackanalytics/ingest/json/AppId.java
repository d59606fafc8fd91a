package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.EventField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code app_id} of a record that is in no window, to tell whose it is. Only looked for in late
 * and rejected records, in whatever state they are.
 */
public final class AppId {

  private AppId() {}

  /** The last app id at the top level of {@code value}, if it is as long as the contract allows. */
  public static Optional<String> in(byte @Nullable [] value) {
    return TopLevelText.last(value, EventField.APP_ID).filter(AppId::isAllowed);
  }

  private static boolean isAllowed(String app) {
    int length = app.codePointCount(0, app.length());
    return length >= EventField.APP_ID.min() && length <= EventField.APP_ID.max();
  }
}
