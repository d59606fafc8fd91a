package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.CohortSlices;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's own rules for a serialiser, and what savepoints rely on. */
class CohortSlicesSerializerTest extends SerializerTestBase<CohortSlices> {

  private static final int[] NUMBERS = QualityTotals.QUALITY.sumNumbers();

  @Override
  protected TypeSerializer<CohortSlices> createSerializer() {
    return CohortSlicesSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<CohortSlices> getTypeClass() {
    return CohortSlices.class;
  }

  @Override
  protected CohortSlices[] getTestData() {
    return new CohortSlices[] {
      new CohortSlices(NUMBERS), some(), aMinuteOf(50, 1_767_225_600_000L), detailed()
    };
  }

  /** Bytes as they lie in savepoints: they must stay readable. */
  @Test
  void formatOneIsReadForEver() throws Exception {
    String hex = "0104d00f0280dac409feffffffffffffffff0100010000d00f0000000000020a";
    assertThat(read(HexFormat.of().parseHex(hex))).isEqualTo(some());
  }

  @Test
  void formatTwoIsFrozen() throws Exception {
    String hex =
        "020a020406080a04d00f0280dac409feffffffffffffffff01000100000000d00f0000000000020a0000";
    assertThat(HexFormat.of().formatHex(written(some()))).isEqualTo(hex);
    assertThat(read(HexFormat.of().parseHex(hex))).isEqualTo(some());
  }

  @Test
  void detailsComeBack() throws Exception {
    CohortSlices back = read(written(detailed()));
    assertThat(back).isEqualTo(detailed());
    assertThat(back.details(0).count(Details.cell(6, 120))).isEqualTo(3);
    assertThat(back.details(0).distinct(7)).isEqualTo(2);
    assertThat(back.details(1).isEmpty()).isTrue();
  }

  @Test
  void aFormatOfTheFutureIsRefused() {
    assertThatThrownBy(() -> read(new byte[] {3, 0}))
        .isInstanceOf(IOException.class)
        .hasMessage("state of format 3, this job reads 1 to 2");
  }

  /** 10,000 cohorts are to take at most 20 MB. */
  @Test
  void aCohortOfDefaultSettingsTakesLessThanTwoKilobytes() throws Exception {
    Lateness lateness =
        new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
    int kept = (int) (lateness.expiry(0) / 1000);
    assertThat(kept).isEqualTo(38);
    assertThat(written(aMinuteOf(kept, 1_767_225_600_000L)).length).isLessThan(1000);
  }

  @Property(seed = "3")
  void everyLongComesBack(@ForAll long value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    VarLong.write(value, out);
    assertThat(VarLong.read(new DataInputDeserializer(out.getCopyOfBuffer()))).isEqualTo(value);
    assertThat(out.length()).isBetween(1, 10);
  }

  private static byte[] written(CohortSlices slices) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    CohortSlicesSerializer.INSTANCE.serialize(slices, out);
    return out.getCopyOfBuffer();
  }

  private static CohortSlices read(byte[] bytes) throws IOException {
    return CohortSlicesSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }

  /** Some start-ups of 1.05 s to 1.1 s, and two different ids. */
  private static CohortSlices detailed() {
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(6, 120), 3);
    details.count(Details.cell(8, 0), 1);
    details.see(7, 12345);
    details.see(7, 54321);
    details.see(7, 12345);
    CohortSlices slices = new CohortSlices(NUMBERS);
    slices.add(1000, new Totals(QualityTotals.ofEvents(9).sums, details.build()));
    slices.add(2000, QualityTotals.ofEvents(1));
    slices.publish(2000, 1, 5);
    return slices;
  }

  private static CohortSlices some() {
    CohortSlices slices = new CohortSlices(NUMBERS);
    slices.add(1000, QualityTotals.ofEvent(10_000_000, Long.MAX_VALUE, 0, -1));
    slices.publish(2000, 1, 5);
    return slices;
  }

  /** A cohort with some thousand events a second. */
  private static CohortSlices aMinuteOf(int seconds, long start) {
    CohortSlices slices = new CohortSlices(NUMBERS);
    for (int i = 1; i <= seconds; i++) {
      slices.add(start + i * 1000L, QualityTotals.of(5000, 3000, 40, 12_000_000, 60_000));
      slices.publish(start + i * 1000L, start, 25_000);
    }
    return slices;
  }
}
