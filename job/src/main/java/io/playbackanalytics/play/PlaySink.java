package io.playbackanalytics.play;

/** Takes what follows for the cohorts and for the ledger; all of it adds up, in any order. */
public interface PlaySink {

  /** For what was told before: does nothing. */
  PlaySink NOBODY =
      new PlaySink() {
        @Override
        public void level(Tags tags, PlayLevel level, long from, long change) {}

        @Override
        public void count(Tags tags, PlayCount count, long at, long n) {}

        @Override
        public void startup(Tags tags, long at, long ms, int n) {}
      };

  /** From {@code from} on, epoch ms, the plays with those tags have so much more of a level. */
  void level(Tags tags, PlayLevel level, long from, long change);

  /** At that instant, epoch ms. */
  void count(Tags tags, PlayCount count, long at, long n);

  /**
   * An attempt started at that instant, which took so long.
   *
   * @param n 1, or -1 if it is taken back
   */
  void startup(Tags tags, long at, long ms, int n);
}
