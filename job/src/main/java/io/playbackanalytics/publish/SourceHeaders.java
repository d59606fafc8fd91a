package io.playbackanalytics.publish;

import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.RejectedRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that say of a record on the rejected or the late topic why it is there and where it
 * came from. All values are UTF-8 text, numbers in decimal.
 */
final class SourceHeaders {

  private SourceHeaders() {}

  static Headers of(RejectedRecord record) {
    Headers headers = new RecordHeaders();
    add(headers, "reason", record.rejection().reason().wire());
    if (!record.rejection().field().isEmpty()) {
      add(headers, "field", record.rejection().field());
    }
    add(headers, "detail", record.rejection().detail());
    return addSource(headers, record.source());
  }

  static Headers of(LateRecord record) {
    Headers headers = new RecordHeaders();
    add(headers, "reason", "late");
    add(headers, "event.timestamp", Long.toString(record.eventTime()));
    add(headers, "watermark", Long.toString(record.watermark()));
    return addSource(headers, record.source());
  }

  private static Headers addSource(Headers headers, SourceRecord source) {
    add(headers, "source.topic", source.topic());
    add(headers, "source.partition", Integer.toString(source.partition()));
    add(headers, "source.offset", Long.toString(source.offset()));
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
