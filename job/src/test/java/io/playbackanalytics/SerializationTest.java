package io.playbackanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.Reason;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.measure.PartitionIds;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.QualityTotals;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.PlaybackQuality;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.measure.window.Slice;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses a network or lies in state does so as a POJO, and comes back as it was. */
class SerializationTest {

  private static final SourceRecord SOURCE =
      new SourceRecord("events", 3, 14, null, new byte[] {9, 2});
  private static final Rejection REJECTION = new Rejection(Reason.NOT_JSON, "", "empty value");

  static Stream<Object> values() {
    Details details =
        new Details(
            new int[] {Details.cell(7, 3), Details.cell(10, 0)},
            new long[] {5, 1},
            new int[] {8},
            new byte[][] {{1, 2, 3}});
    Totals totals = new Totals(QualityTotals.ofEvent(5, 4, 2, 3).sums, details);
    return Stream.of(
        new Slice("app=a", 1000, totals),
        new PlaybackQuality("app=a", 0, 5000, 1, true, totals),
        new DoubtfulEvent(SOURCE, 12, new String[] {"app=a", "app=a,os=b"}, totals, new byte[] {1}),
        new RejectedRecord(SOURCE, REJECTION),
        new LateRecord(SOURCE, 1, 2),
        new PartitionIds(3, new long[] {1, 2, 1000}));
  }

  @ParameterizedTest
  @MethodSource("values")
  void isAPojoWithoutKryo(Object value) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(value.getClass());
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackAsItWas(Object value) throws Exception {
    @SuppressWarnings("unchecked")
    TypeSerializer<Object> serializer =
        (TypeSerializer<Object>)
            TypeInformation.of(value.getClass()).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    Object back = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
  }
}
