package io.playbackanalytics.benchmark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Sums SUMS = new Sums(10, 5, 1, 3000, 200);
  private static final WindowKey WINDOW = new WindowKey("app=a", 5000);
  private static final WindowKey NEXT = new WindowKey("app=a", 6000);
  private static final WindowKey DETAIL = new WindowKey("app=a,os=tv", 5000);

  private final Map<WindowKey, Sums> right = Map.of(WINDOW, SUMS, NEXT, SUMS, DETAIL, SUMS);

  @Test
  void passesWhatIsEqual() {
    assertThat(Gate.differences(right, new HashMap<>(right))).isEmpty();
    assertThat(Gate.differences(SUMS, SUMS)).isEmpty();
  }

  @Test
  void findsOneStalledMillisecond() {
    Map<WindowKey, Sums> other = new HashMap<>(right);
    other.put(NEXT, new Sums(10, 5, 1, 3000, 201));
    assertThat(Gate.differences(right, other))
        .hasSize(2)
        .last()
        .asString()
        .contains("app=a until 1970-01-01T00:00:06Z", "stallMs=201", "stallMs=200");
  }

  @Test
  void findsWindowsThatAreMissingOrTooMany() {
    Map<WindowKey, Sums> other = new HashMap<>(right);
    other.remove(WINDOW);
    assertThat(Gate.differences(right, other)).hasSize(2);
    assertThat(Gate.differences(other, right)).hasSize(2);
  }

  @Test
  void saysOnlyTheFirstFew() {
    Map<WindowKey, Sums> many = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      many.put(new WindowKey("app=a", i * 1000L), SUMS);
    }
    List<String> lines = Gate.differences(many, Map.of());
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).startsWith("100 windows differ");
    assertThat(lines.get(1)).contains("1970-01-01T00:00:00Z");
  }

  @Test
  void addsUpTheWindowsOfWholeAppsOnly() {
    assertThat(Gate.differences(SUMS, 2, right)).isEmpty();
    assertThat(Gate.differences(SUMS, 5, right)).hasSize(1);
  }
}
