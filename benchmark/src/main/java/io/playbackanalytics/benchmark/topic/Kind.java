package io.playbackanalytics.benchmark.topic;

/** The event types and how many of 1,000 events are of each. */
enum Kind {
  HEARTBEAT(700),
  PLAY_REQUEST(30),
  PLAY_START(30),
  BUFFER_START(20),
  BUFFER_END(20),
  PAUSE(15),
  RESUME(15),
  SEEK(10),
  SKIP(15),
  PLAY_END(30),
  PLAY_ERROR(3),
  DECODE_OK(50),
  DECODE_FAIL(2),
  SEARCH(20),
  SESSION_ACTIVE(40);

  private final int perThousand;

  Kind(int perThousand) {
    this.perThousand = perThousand;
  }

  /** Whether such an event also says on what device, in which version and where the player is. */
  boolean describesPlayer() {
    return switch (this) {
      case PLAY_REQUEST, PLAY_START, PLAY_END, PLAY_ERROR, SEARCH -> true;
      default -> false;
    };
  }

  /** Each type as often as it occurs in 1,000 events. */
  static Kind[] thousand() {
    Kind[] kinds = new Kind[1000];
    int slot = 0;
    for (Kind kind : values()) {
      for (int i = 0; i < kind.perThousand; i++) {
        kinds[slot++] = kind;
      }
    }
    return kinds;
  }
}
