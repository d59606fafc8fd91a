package io.playbackanalytics.benchmark.freshness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.event.PlaybackEvent;
import io.playbackanalytics.ingest.json.EventParser;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

  @Test
  void happenWhenTheyAreToldTo() {
    LiveEvents events = new LiveEvents(50, 1);
    EventParser parser = new EventParser(1 << 20);
    Set<String> apps = new HashSet<>();
    for (long now = 1_800_000_000_000L; now < 1_800_000_010_000L; now++) {
      events.next(now);
      Parsed parsed = parser.parse(events.value());
      assertThat(parsed)
          .as(() -> new String(events.value(), UTF_8))
          .isInstanceOf(Parsed.Accepted.class);
      PlaybackEvent event = ((Parsed.Accepted) parsed).event();
      assertThat(event.timestamp()).isEqualTo(now);
      assertThat(event.valueOf(Dimension.APP)).isEqualTo(events.app());
      apps.add(event.valueOf(Dimension.APP));
    }
    assertThat(apps).hasSize(50);
  }
}
