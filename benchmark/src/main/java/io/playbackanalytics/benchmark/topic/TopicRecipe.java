package io.playbackanalytics.benchmark.topic;

/**
 * All that decides what a topic holds: the same recipe makes the same bytes.
 *
 * @param events how many events
 * @param apps how many apps they come from, at least 2
 * @param traffic how the sessions spread over the apps
 * @param seed of everything random
 * @param partitions how many the topic has
 * @param eventsPerSecond how many happen in a second of event time
 * @param sessions how many play at a time
 * @param varied whether fields and their order vary, see {@link Variety}
 */
public record TopicRecipe(
    long events,
    int apps,
    Traffic traffic,
    long seed,
    int partitions,
    int eventsPerSecond,
    int sessions,
    boolean varied) {

  private static final int STANDARD_PARTITIONS = 4;
  private static final int STANDARD_EVENTS_PER_SECOND = 100_000;
  private static final int STANDARD_SESSIONS = 1 << 16;

  public TopicRecipe {
    if (events < 1 || apps < 2 || partitions < 1 || eventsPerSecond < 1 || sessions < 1) {
      throw new IllegalArgumentException(events + " events of " + apps + " apps");
    }
  }

  /** A topic of 4 partitions with 100,000 events a second. */
  public TopicRecipe(long events, int apps, Traffic traffic, long seed) {
    this(
        events,
        apps,
        traffic,
        seed,
        STANDARD_PARTITIONS,
        STANDARD_EVENTS_PER_SECOND,
        STANDARD_SESSIONS,
        false);
  }

  public TopicRecipe withPartitions(int other) {
    return new TopicRecipe(events, apps, traffic, seed, other, eventsPerSecond, sessions, varied);
  }

  public TopicRecipe withEventsPerSecond(int other) {
    return new TopicRecipe(events, apps, traffic, seed, partitions, other, sessions, varied);
  }

  public TopicRecipe withSessions(int other) {
    return new TopicRecipe(events, apps, traffic, seed, partitions, eventsPerSecond, other, varied);
  }

  public TopicRecipe withVariety() {
    return new TopicRecipe(
        events, apps, traffic, seed, partitions, eventsPerSecond, sessions, true);
  }

  /** The topic's name, which no other recipe and no other version of the generator has. */
  public String topic() {
    String topic =
        "events-v%d-%d-%s-%d-seed%d"
            .formatted(EventGenerator.VERSION, events, traffic.label(), apps, seed);
    if (partitions != STANDARD_PARTITIONS) {
      topic += "-%dp".formatted(partitions);
    }
    if (eventsPerSecond != STANDARD_EVENTS_PER_SECOND) {
      topic += "-%dps".formatted(eventsPerSecond);
    }
    if (sessions != STANDARD_SESSIONS) {
      topic += "-%dsessions".formatted(sessions);
    }
    if (varied) {
      topic += "-varied";
    }
    return topic;
  }
}
