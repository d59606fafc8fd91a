package io.playbackanalytics.benchmark.freshness;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Calls for events when they are due.
 *
 * @param nanoClock such as {@link System#nanoTime}
 * @param sleep waits about so many nanoseconds
 */
record Pacemaker(Pace pace, LongSupplier nanoClock, LongConsumer sleep) {

  /**
   * Runs until it is told to stop.
   *
   * @param send sends one event; its argument is when the event was due, by the clock
   */
  void run(LongConsumer send, BooleanSupplier stop) {
    long start = nanoClock.getAsLong();
    long sent = 0;
    while (!stop.getAsBoolean()) {
      long due = pace.due(nanoClock.getAsLong() - start);
      for (; sent < due && !stop.getAsBoolean(); sent++) {
        send.accept(start + pace.dueNanos(sent));
      }
      long wait = start + pace.dueNanos(sent) - nanoClock.getAsLong();
      if (wait > 0) {
        sleep.accept(wait);
      }
    }
  }
}
