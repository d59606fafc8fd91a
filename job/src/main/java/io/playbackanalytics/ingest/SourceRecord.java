package io.playbackanalytics.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka record that something was read from, held until the event is counted so that a rejected
 * or late one can be handed on unchanged. Instances are compared by nobody.
 *
 * @param timestamp the record's own timestamp, epoch ms; the wall clock when it was read if it
 *     carries none
 * @param key the original bytes; {@code null} where the record has no key
 * @param value the original bytes; {@code null} for a tombstone
 */
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value) {}
