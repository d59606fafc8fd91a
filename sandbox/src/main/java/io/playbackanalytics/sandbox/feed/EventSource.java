package io.playbackanalytics.sandbox.feed;

import java.io.IOException;

/** Where events come from. */
public interface EventSource {

  /**
   * Sends everything there is, in order and at the source's own pace.
   *
   * @throws InterruptedException when told to stop; sources that never end only end so
   * @throws IOException if the events can't be read; the message says where
   */
  void sendAll(Outlet outlet) throws IOException, InterruptedException;

  /** Where a source puts its records. */
  interface Outlet {

    /**
     * Takes one record; may block while the broker is behind.
     *
     * @param affinity records of equal affinity stay in order
     */
    void send(byte[] affinity, byte[] value) throws InterruptedException;
  }
}
