package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.measure.window.CohortSlices;
import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Totals;
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
    return new CohortSlices[] {new CohortSlices(), some(), aMinuteOf(50, 1_767_225_600_000L)};
  }

  /** Bytes as they lie in savepoints: they must stay readable. */
  @Test
  void formatOneIsFrozen() throws Exception {
    String hex = "0104d00f0280dac409feffffffffffffffff0100010000d00f0000000000020a";
    DataOutputSerializer out = new DataOutputSerializer(64);
    CohortSlicesSerializer.INSTANCE.serialize(some(), out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
  }

  @Test
  void aFormatOfTheFutureIsRefused() {
    assertThatThrownBy(
            () ->
                CohortSlicesSerializer.INSTANCE.deserialize(
                    new DataInputDeserializer(new byte[] {2, 0})))
        .isInstanceOf(IOException.class)
        .hasMessage("state of format 2, this job reads 1");
  }

  /** 10,000 cohorts are to take at most 20 MB. */
  @Test
  void aCohortOfDefaultSettingsTakesLessThanTwoKilobytes() throws Exception {
    Lateness lateness =
        new Lateness(new Hop(Duration.ofSeconds(5), Duration.ofSeconds(1)), Duration.ofSeconds(30));
    int kept = (int) (lateness.expiry(0) / 1000);
    DataOutputSerializer out = new DataOutputSerializer(64);
    CohortSlicesSerializer.INSTANCE.serialize(aMinuteOf(kept, 1_767_225_600_000L), out);
    assertThat(kept).isEqualTo(38);
    assertThat(out.length()).isLessThan(1000);
  }

  @Property(seed = "3")
  void everyLongComesBack(@ForAll long value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    VarLong.write(value, out);
    assertThat(VarLong.read(new DataInputDeserializer(out.getCopyOfBuffer()))).isEqualTo(value);
    assertThat(out.length()).isBetween(1, 10);
  }

  private static CohortSlices some() {
    CohortSlices slices = new CohortSlices();
    slices.add(1000, Totals.ofEvent(10_000_000, Long.MAX_VALUE, 0, -1));
    slices.publish(2000, 1, 5);
    return slices;
  }

  /** A cohort with some thousand events a second. */
  private static CohortSlices aMinuteOf(int seconds, long start) {
    CohortSlices slices = new CohortSlices();
    for (int i = 1; i <= seconds; i++) {
      Totals totals = Totals.ofEvent(3000, 40, 12_000_000, 60_000);
      totals.events = 5000;
      slices.add(start + i * 1000L, totals);
      slices.publish(start + i * 1000L, start, 25_000);
    }
    return slices;
  }
}
