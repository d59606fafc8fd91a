package io.playbackanalytics.settings;

import java.time.Instant;

/** Where reading starts when no checkpoint says so. */
public sealed interface StartPosition {

  /** Behind what the consumer group has committed; at the end in partitions without a commit. */
  record Committed() implements StartPosition {}

  /**
   * Behind what the consumer group has committed; {@link Earliest} in partitions without a commit.
   */
  record CommittedOrEarliest() implements StartPosition {}

  /** With the oldest record that the topic still has. */
  record Earliest() implements StartPosition {}

  /** At the end: only what comes from now on. */
  record Latest() implements StartPosition {}

  /** With the first record whose own timestamp is not before {@code instant}. */
  record From(Instant instant) implements StartPosition {}
}
