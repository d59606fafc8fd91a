package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import io.playbackanalytics.event.EventField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What tells an event from all others: its {@code event_id} together with its app, so that no app
 * can make another one's events look like repeats. Both are hashed to 128 bits of SHA-256: two
 * events that are not the same have the same hash never in practice, by accident or on purpose.
 *
 * <p>Takes another look at the value, with Jackson, and hashes: three times what reading the event
 * takes, and about as much as everything else that is done with it. Not thread-safe.
 */
public final class EventIds {

  private final MessageDigest digest;
  private long high;
  private long low;

  public EventIds() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Finds the id of a value that is an event.
   *
   * @return whether it has one; then it is {@link #high} and {@link #low}
   */
  public boolean find(byte[] source, int from, int length) {
    String app = "";
    String id = "";
    try (JsonParser json = UnlimitedJson.FACTORY.createParser(source, from, length)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (name.equals(EventField.APP_ID.wireName())) {
          app = json.getValueAsString("");
        } else if (name.equals(EventField.EVENT_ID.wireName())) {
          id = json.getValueAsString("");
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an event that is no JSON", e);
    }
    if (id.isEmpty()) {
      return false;
    }
    digest.update(app.getBytes(StandardCharsets.UTF_8));
    // In no text: it keeps ("ab", "c") and ("a", "bc") apart.
    digest.update((byte) 0xFF);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    high = hash.getLong();
    low = hash.getLong();
    return true;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }
}
