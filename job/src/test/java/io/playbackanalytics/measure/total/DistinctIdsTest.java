package io.playbackanalytics.measure.total;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts counted as they are in events: hashed, sketched in parts that overlap, and merged. */
class DistinctIdsTest {

  private static final int NUMBER = Measure.SESSIONS.number();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 255, 256, 257, 500})
  void ofFewIsExact(int ids) {
    assertThat(merged(ids).distinct(NUMBER)).isEqualTo(ids);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 100_000, 1_000_000})
  void ofManyIsWithinTwoPercent(int ids) {
    assertThat(merged(ids).distinct(NUMBER)).isCloseTo(ids, Percentage.withPercentage(2));
  }

  /** Of a window nothing is read but that; a number can't be added to. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 300, 40_000})
  void theirNumberIsWhatTheIdsTell(int count) {
    DistinctIds ids = new DistinctIds();
    for (int i = 0; i < count; i++) {
      ids.add(hash(i));
    }
    byte[] bytes = ids.bytes();
    assertThat(DistinctIds.estimate(ids.number())).isEqualTo(DistinctIds.estimate(bytes));
    DistinctIds same = new DistinctIds();
    same.add(bytes);
    assertThat(same.areMany()).isEqualTo(count > DistinctIds.MOST_LISTED);
    assertThat(same.bytes()).isSameAs(bytes);
    assertThat(DistinctIds.estimate(same.number())).isEqualTo(DistinctIds.estimate(bytes));
    same.add(bytes);
    assertThat((double) DistinctIds.estimate(same.bytes()))
        .isCloseTo(count, Percentage.withPercentage(2));
    byte[] number = ids.number();
    assertThatThrownBy(() -> same.add(number)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyTakesNoMoreThanEightKilobytes() {
    assertThat(merged(1_000_000).sketches[0]).hasSizeLessThan(8500);
  }

  @Test
  void theHashesOfAMillionIdsAreNearlyAllDifferent() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      hashes.add(hash(i));
    }
    // 1,000,000² / 2 / 2³² = 116 are to be expected.
    assertThat(hashes).hasSizeGreaterThan(1_000_000 - 180);
    assertThat(hashes).doesNotContain(IdHash.NONE);
  }

  @Test
  void textsThatDifferAnywhereHaveDifferentHashes() {
    Set<Integer> hashes = new HashSet<>();
    byte[] text = "a-session-of-some-length".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= text.length; length++) {
      hashes.add(IdHash.of(text, 0, length));
    }
    for (int i = 0; i < text.length; i++) {
      byte[] other = text.clone();
      other[i]++;
      hashes.add(IdHash.of(other, 0, other.length));
    }
    assertThat(hashes).hasSize(2 * text.length + 1);
  }

  /** Where a text stands does not matter, and what is around it neither. */
  @Test
  void isTheSameInTheMiddleOfAnEvent() {
    byte[] around = "xxa-session-of-some-lengthyy".getBytes(StandardCharsets.UTF_8);
    byte[] alone = "a-session-of-some-length".getBytes(StandardCharsets.UTF_8);
    assertThat(IdHash.of(around, 2, around.length - 2))
        .isEqualTo(IdHash.of(alone, 0, alone.length));
  }

  /** They are merged with those of earlier versions. */
  @Test
  void hashesAreFrozen() {
    assertThat(hash(0)).isEqualTo(-1_760_024_874);
    assertThat(hash(1)).isEqualTo(1_895_397_014);
  }

  /** As they lie in state of earlier versions, also of few ids. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 5000})
  void sketchesAreMergedWithLists(int ids) {
    HllSketch sketch = new HllSketch(14, TgtHllType.HLL_4);
    for (int i = 0; i < ids; i++) {
      sketch.update((long) hash(i));
    }
    Details old = ofOne(sketch.toCompactByteArray());
    DetailsBuilder more = new DetailsBuilder();
    for (int i = ids / 2; i < ids + 50; i++) {
      more.see(NUMBER, hash(i));
    }
    Percentage two = Percentage.withPercentage(2);
    assertThat(old.distinct(NUMBER)).isCloseTo(ids, two);
    assertThat(old.plus(more.build()).distinct(NUMBER)).isCloseTo(ids + 50, two);
    assertThat(more.build().plus(old).distinct(NUMBER)).isCloseTo(ids + 50, two);
    assertThat(old.plus(old).plus(more.build()).distinct(NUMBER)).isCloseTo(ids + 50, two);
  }

  @Test
  void asManyAsAreListedAreExactInAnyOrderAndGrouping() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Set<Integer> expected = new HashSet<>();
      Details sum = Details.NONE;
      for (int part = 0; part < 5; part++) {
        DetailsBuilder ids = new DetailsBuilder();
        for (int i = 0; i < 100; i++) {
          int hash = hash(random.nextInt(DistinctIds.MOST_LISTED));
          expected.add(hash);
          ids.see(NUMBER, hash);
        }
        sum = random.nextBoolean() ? sum.plus(ids.build()) : ids.build().plus(sum);
      }
      assertThat(sum.distinct(NUMBER)).isEqualTo(expected.size());
      assertThat(sum.sketches[0]).hasSize(1 + 4 * expected.size());
    }
  }

  private static Details ofOne(byte[] sketch) {
    return new Details(new int[0], new long[0], new int[] {NUMBER}, new byte[][] {sketch});
  }

  private static Details merged(int ids) {
    DetailsBuilder odd = new DetailsBuilder();
    DetailsBuilder threes = new DetailsBuilder();
    DetailsBuilder others = new DetailsBuilder();
    for (int i = 0; i < ids; i++) {
      if (i % 2 == 1) {
        odd.see(NUMBER, hash(i));
      }
      if (i % 3 == 0) {
        threes.see(NUMBER, hash(i));
      }
      if (i % 2 == 0) {
        others.see(NUMBER, hash(i));
      }
    }
    return odd.build().plus(threes.build()).plus(others.build());
  }

  private static int hash(int id) {
    byte[] text = new UUID(id * 31L, id).toString().getBytes(StandardCharsets.UTF_8);
    return IdHash.of(text, 0, text.length);
  }
}
