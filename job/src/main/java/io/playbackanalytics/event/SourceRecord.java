package io.playbackanalytics.event;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka record that something was read from, held until the event is counted so that a rejected
 * or late one can be handed on unchanged. Instances are compared by nobody.
 *
 * @param key the original bytes; {@code null} where the record has no key
 * @param value the original bytes; {@code null} for a tombstone
 */
public record SourceRecord(
    String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {}
