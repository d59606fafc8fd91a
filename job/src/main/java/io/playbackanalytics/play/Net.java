package io.playbackanalytics.play;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What follows from other reports than it followed from before: the differences. A part that both
 * have in common is told to nobody.
 */
final class Net {

  private sealed interface Key {}

  private record Level(Tags tags, PlayLevel level, long from) implements Key {}

  private record Count(Tags tags, PlayCount count, long at) implements Key {}

  private record Startup(Tags tags, long at, long ms) implements Key {}

  private final Map<Key, Long> amounts = new LinkedHashMap<>();

  /** Takes it all, so many times. */
  PlaySink times(int factor) {
    return new PlaySink() {
      @Override
      public void level(Tags tags, PlayLevel level, long from, long change) {
        amounts.merge(new Level(tags, level, from), factor * change, Long::sum);
      }

      @Override
      public void count(Tags tags, PlayCount count, long at, long n) {
        amounts.merge(new Count(tags, count, at), factor * n, Long::sum);
      }

      @Override
      public void startup(Tags tags, long at, long ms, int n) {
        amounts.merge(new Startup(tags, at, ms), (long) factor * n, Long::sum);
      }
    };
  }

  /** Hands on what is left. */
  void drainTo(PlaySink out) {
    amounts.forEach(
        (key, amount) -> {
          if (amount != 0) {
            tell(key, amount, out);
          }
        });
    amounts.clear();
  }

  private static void tell(Key key, long amount, PlaySink out) {
    if (key instanceof Level level) {
      out.level(level.tags(), level.level(), level.from(), amount);
    } else if (key instanceof Count count) {
      out.count(count.tags(), count.count(), count.at(), amount);
    } else if (key instanceof Startup startup) {
      out.startup(startup.tags(), startup.at(), startup.ms(), Math.toIntExact(amount));
    }
  }
}
