package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of newline-delimited JSON, sent as fast as the broker takes it.
 *
 * <p>Each line is one record value, its bytes unchanged: only the line feed is taken off, so an
 * empty line is an empty value. Lines of one session stay in order, lines without a readable
 * session go where their hash puts them.
 */
public record RecordedEvents(Path file) implements EventSource {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public void sendAll(Outlet outlet) throws IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      int next = in.read();
      while (next >= 0) {
        if (next == '\n') {
          send(line.toByteArray(), outlet);
          line.reset();
          number++;
        } else if (line.size() == EventsTopic.MAX_VALUE_BYTES) {
          throw new IOException(
              "Line %d of %s is longer than %d bytes"
                  .formatted(number, file, EventsTopic.MAX_VALUE_BYTES));
        } else {
          line.write(next);
        }
        next = in.read();
      }
      if (line.size() > 0) {
        send(line.toByteArray(), outlet);
      }
    }
  }

  private static void send(byte[] line, Outlet outlet) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    outlet.send(affinity(line), line);
  }

  /** The bytes of {@code session_id} if the line is an object that has one, else the line. */
  static byte[] affinity(byte[] line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return line;
      }
      byte[] affinity = line;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean session = parser.currentName().equals("session_id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && session) {
          affinity = parser.getText().getBytes(UTF_8);
        }
        parser.skipChildren();
      }
      return affinity;
    } catch (IOException e) {
      return line;
    }
  }
}
