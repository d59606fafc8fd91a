package io.playbackanalytics.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionValuesTest {

  @Property(seed = "1", tries = 300)
  void aTextKeepsItsNumberAndNoOtherHasIt(@ForAll @Size(max = 200) List<String> texts) {
    DimensionValues values = new DimensionValues();
    Map<String, Integer> numbers = new HashMap<>();
    for (String text : texts) {
      // What UTF-8 cannot hold is no text of an event.
      String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      int number = values.numberOf(valid);
      assertThat(values.text(number)).isEqualTo(valid);
      assertThat(numbers.merge(valid, number, (old, now) -> old)).isEqualTo(number);
    }
    assertThat(numbers.values()).doesNotHaveDuplicates();
  }

  @Test
  void bytesInTheMiddleOfOthersAreTheSameText() {
    DimensionValues values = new DimensionValues();
    for (String text : List.of("", "a", "5g", "wifi", "fra-1", "iOS 17.5", "Android 14", "音乐🎧")) {
      byte[] bytes = ("xyz" + text + "xyz").getBytes(StandardCharsets.UTF_8);
      assertThat(values.numberOf(bytes, 3, bytes.length - 3)).isEqualTo(values.numberOf(text));
    }
  }

  @Test
  void unknownIsKnown() {
    assertThat(new DimensionValues().numberOf(Dimension.UNKNOWN))
        .isEqualTo(DimensionValues.UNKNOWN);
    assertThat(new DimensionValues().text(DimensionValues.UNKNOWN)).isEqualTo(Dimension.UNKNOWN);
  }

  @Test
  void aNewTextIsCopied() {
    DimensionValues values = new DimensionValues();
    byte[] buffer = {'a', 'b'};
    int number = values.numberOf(buffer, 0, 2);
    buffer[0] = 'x';
    assertThat(values.numberOf("ab")).isEqualTo(number);
    assertThat(values.numberOf(buffer, 0, 2)).isNotEqualTo(number);
  }

  /** Names that differ in a few characters, at the end or in the middle, made up or not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "music-%04d",
        "cdn-node-%03d",
        "%d",
        "AAAAAA%02x",
        "AAAAAA%02xBBBBBB",
        "an-app-with-a-long-name-%05d-and-more-behind-it"
      })
  void likeNamesAreFoundAsQuicklyAsOthers(String pattern) {
    DimensionValues values = new DimensionValues();
    for (int i = 0; i < 20_000; i++) {
      values.numberOf(pattern.formatted(i));
    }
    // With all in one slot it would be thousands.
    assertThat(values.longestProbe()).isLessThan(64);
  }

  @Test
  void isFullWithMoreValuesThanAnyServiceHas() {
    DimensionValues values = new DimensionValues();
    int made = 0;
    while (!values.isFull()) {
      values.numberOf("app-" + made++);
    }
    assertThat(made).isBetween(50_000, 100_000);
    for (int i = 0; i < made; i += 97) {
      assertThat(values.text(values.numberOf("app-" + i))).isEqualTo("app-" + i);
    }
  }
}
