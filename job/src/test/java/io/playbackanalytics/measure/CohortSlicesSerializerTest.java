package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Buckets;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Distribution;
import io.playbackanalytics.measure.total.Layout;
import io.playbackanalytics.measure.total.Measure;
import io.playbackanalytics.measure.total.MeasureGroup;
import io.playbackanalytics.measure.total.Measures;
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

  private static final Measures ALL = Measures.all();

  /** Of all measures that there were when the format came. */
  private static final Layout OF_FORMAT_3 =
      new Layout(new int[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9, 10});

  private static final Layout QUALITY = QualityTotals.QUALITY.layout();

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
      new CohortSlices(QUALITY), some(), aMinuteOf(50, 1_767_225_600_000L), detailed()
    };
  }

  /** Bytes as they lie in savepoints: they must stay readable. */
  @Test
  void formatOneIsReadForEver() throws Exception {
    String hex = "0104d00f0280dac409feffffffffffffffff0100010000d00f0000000000020a";
    assertThat(read(HexFormat.of().parseHex(hex))).isEqualTo(some());
  }

  @Test
  void formatTwoIsReadForEver() throws Exception {
    String hex =
        "020a020406080a0004d00f0280dac409feffffffffffffffff01000100000000d00f0000000000020a0000";
    assertThat(read(HexFormat.of().parseHex(hex))).isEqualTo(some());
  }

  /** With counts, and a sketch of two ids. */
  @Test
  void detailsOfFormatTwoAreReadForEver() throws Exception {
    String hex =
        "020c020406080a0c080e10121404d00f120000000000000004fe82380688fd17020210200201070e"
            + "03080200f6cd390b67ce990bd00f120000000000020a0000";
    assertDetailed(read(HexFormat.of().parseHex(hex)));
  }

  @Test
  void formatThreeIsFrozen() throws Exception {
    String hex =
        "030a020406080a0004d00f0280dac409feffffffffffffffff01000100000000d00f0000000000020a0000";
    assertThat(HexFormat.of().formatHex(written(some()))).isEqualTo(hex);
    assertThat(read(HexFormat.of().parseHex(hex))).isEqualTo(some());
  }

  /** With counts, and a list of two ids. */
  @Test
  void detailsOfFormatThreeAreFrozen() throws Exception {
    String hex =
        "030c020406080a0c080e10121404d00f120000000000000004fe82380688fd1702021012003930000031d40000"
            + "d00f120000000000020a0000";
    assertThat(HexFormat.of().formatHex(written(detailed()))).isEqualTo(hex);
    CohortSlices back = read(HexFormat.of().parseHex(hex));
    assertThat(back).isEqualTo(detailed());
    assertDetailed(back);
  }

  private static void assertDetailed(CohortSlices back) {
    CohortSlices.Entries entries = back.entries();
    assertThat(entries.next()).isTrue();
    Details details = entries.details();
    Distribution startups = Distribution.of(details, Measure.STARTUP_MS.number());
    assertThat(startups.count()).isEqualTo(3);
    assertThat(startups.quantile(0.5)).hasValue(1050);
    assertThat(details.distinct(Measure.SESSIONS.number())).isEqualTo(2);
    assertThat(details.errors(Measure.ERRORS.number(), ErrorClass.DRM)).isEqualTo(1);
    assertThat(entries.next()).isTrue();
    assertThat(entries.details().isEmpty()).isTrue();
  }

  /** As after a start with other measures. */
  @Test
  void whatWasNotKeptIsMarkedAndWhatIsNotAskedForIsForgotten() {
    CohortSlices more = some().with(ALL.layout());
    CohortSlices.Entries entries = more.entries();
    assertThat(entries.next()).isTrue();
    Totals sum = ALL.nothing().plus(new Totals(new long[ALL.sums()], entries.details()));
    for (Measure measure : ALL.list()) {
      assertThat(ALL.isPartial(sum, measure))
          .as("%s", measure)
          .isEqualTo(measure.group() != MeasureGroup.QUALITY);
    }
    assertThat(more.with(QUALITY)).isEqualTo(some());

    CohortSlices less = detailed().with(QUALITY);
    CohortSlices.Entries fewer = less.entries();
    assertThat(fewer.next()).isTrue();
    assertThat(fewer.details().isEmpty()).isTrue();
    assertThat(fewer.sum(Measures.EVENTS)).isEqualTo(9);
    CohortSlices.Entries again = less.with(ALL.layout()).entries();
    assertThat(again.next()).isTrue();
    assertThat(again.details().distinct(Measure.SESSIONS.number())).isZero();
    assertThat(again.details().isPartial(Measure.SESSIONS.number())).isTrue();
    assertThat(again.next()).isTrue();
    assertThat(again.revision()).isEqualTo(1);
    assertThat(again.publishedNews()).isEqualTo(5);
  }

  @Test
  void aFormatOfTheFutureIsRefused() {
    assertThatThrownBy(() -> read(new byte[] {4, 0}))
        .isInstanceOf(IOException.class)
        .hasMessage("state of format 4, this job reads 1 to 3");
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

  /** Three start-ups of 1 s to 1.1 s, an error, and two different sessions. */
  private static CohortSlices detailed() {
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(Measure.STARTUP_MS.number(), Buckets.of(1050)), 3);
    details.count(Details.cell(Measure.ERRORS.number(), ErrorClass.DRM.index()), 1);
    details.see(Measure.SESSIONS.number(), 12345);
    details.see(Measure.SESSIONS.number(), 54321);
    details.see(Measure.SESSIONS.number(), 12345);
    long[] sums = new long[OF_FORMAT_3.sums().length];
    sums[Measures.EVENTS] = 9;
    CohortSlices slices = new CohortSlices(OF_FORMAT_3);
    slices.add(1000, new Totals(sums, details.build()));
    slices.add(2000, new Totals(sums, Details.NONE));
    slices.publish(2000, 1, 5);
    return slices;
  }

  private static CohortSlices some() {
    CohortSlices slices = new CohortSlices(QUALITY);
    slices.add(1000, QualityTotals.ofEvent(10_000_000, Long.MAX_VALUE, 0, -1));
    slices.publish(2000, 1, 5);
    return slices;
  }

  /** A cohort with some thousand events a second. */
  private static CohortSlices aMinuteOf(int seconds, long start) {
    CohortSlices slices = new CohortSlices(QUALITY);
    for (int i = 1; i <= seconds; i++) {
      slices.add(start + i * 1000L, QualityTotals.of(5000, 3000, 40, 12_000_000, 60_000));
      slices.publish(start + i * 1000L, start, 25_000);
    }
    return slices;
  }
}
