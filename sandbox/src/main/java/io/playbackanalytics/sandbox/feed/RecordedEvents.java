package io.playbackanalytics.sandbox.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of JSON in UTF-8, plain or compressed by gzip, sent as fast as the broker takes it.
 *
 * <p>As a rule each line is one record value, its bytes unchanged: only the line feed is taken off,
 * so an empty line is an empty value. A file that begins with an array of objects, or with an
 * object of several lines, is read value by value instead, and each element of an array is a value.
 * A byte order mark before all that is skipped. Values of one session stay in order, those without
 * a readable session go where their hash puts them.
 */
public record RecordedEvents(Path file) implements EventSource {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Why the file can't be read, as the rest of a sentence that its name begins; empty if its
   * beginning is as it should be. What can be read only once, such as a pipe, is not looked into.
   */
  public Optional<String> refusal() {
    if (!Files.exists(file)) {
      return Optional.of("is not there");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("is a folder: give a file in it");
    }
    if (!Files.isReadable(file)) {
      return Optional.of("cannot be read: its permissions forbid it");
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream text = text()) {
      return FirstBytes.of(text).refusal();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + what(e));
    }
  }

  @Override
  public void sendAll(Outlet outlet) throws IOException, InterruptedException {
    try (InputStream text = text()) {
      FirstBytes first = FirstBytes.of(text);
      Optional<String> refusal = first.refusal();
      if (refusal.isPresent()) {
        throw new IOException(file + " " + refusal.get());
      }
      text.skipNBytes(first.byteOrderMark());
      sendAll(first.valuesSpanLines() ? new JsonValues(text) : Values.lines(text), outlet);
    }
  }

  private void sendAll(Values values, Outlet outlet) throws IOException, InterruptedException {
    try {
      for (var value = values.next(); value.isPresent(); value = values.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        outlet.send(affinity(value.get()), value.get());
      }
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read beyond its first %d events: %s"
              .formatted(file, values.count(), what(e)),
          e);
    }
  }

  /** The file's bytes, unpacked if they need to be. */
  private InputStream text() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      return FirstBytes.of(bytes).gzip()
          ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES)
          : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static String what(IOException e) {
    if (e instanceof EOFException) {
      return "it ends inside its gzip data";
    }
    return e instanceof ZipException
        ? "its gzip data is damaged (" + e.getMessage() + ")"
        : String.valueOf(e.getMessage());
  }

  /** The bytes of {@code session_id} if the value is an object that has one, else the value. */
  static byte[] affinity(byte[] value) {
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return value;
      }
      byte[] affinity = value;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean session = parser.currentName().equals("session_id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && session) {
          affinity = parser.getText().getBytes(UTF_8);
        }
        parser.skipChildren();
      }
      return affinity;
    } catch (IOException e) {
      return value;
    }
  }
}
