package io.playbackanalytics.play;

import java.nio.charset.StandardCharsets;

/**
 * A session: an app and what it calls the session. Its {@link #text} is the same only for the same
 * session, and quickly made of the bytes of a report: those of both names with their lengths before
 * them, each byte as one character.
 */
public record SessionKey(String app, String session) {

  /** That of a {@link #text}. */
  public static SessionKey of(String text) {
    ByteReader in = new ByteReader(text.getBytes(StandardCharsets.ISO_8859_1));
    return new SessionKey(in.nextText(), in.nextText());
  }

  /** The key in state. */
  public String text() {
    ByteWriter out = new ByteWriter();
    out.putText(app);
    out.putText(session);
    return new String(out.bytes(), 0, out.size(), StandardCharsets.ISO_8859_1);
  }
}
