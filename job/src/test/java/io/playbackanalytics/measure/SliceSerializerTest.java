package io.playbackanalytics.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.DetailsBuilder;
import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Slice;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's own rules for a serialiser, and the size of what crosses the network. */
class SliceSerializerTest extends SerializerTestBase<Slice> {

  private static final long END = 1_767_225_600_000L;

  @Override
  protected TypeSerializer<Slice> createSerializer() {
    return SliceSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<Slice> getTypeClass() {
    return Slice.class;
  }

  @Override
  protected Slice[] getTestData() {
    return new Slice[] {
      new Slice("app=a", END, sums(1, 0, 0, 0, 0)),
      new Slice("", Long.MIN_VALUE, sums()),
      new Slice("app=音楽,os=\\=\\,\\\\", Long.MAX_VALUE, sums(Long.MAX_VALUE, -1)),
      new Slice("app=a", END, new Totals(new long[] {3, 7}, details())),
    };
  }

  @Test
  void aSliceWithoutDetailsTakesFewBytesMoreThanItsKey() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    String key = "app=music-android,os=Android 14";
    SliceSerializer.INSTANCE.serialize(new Slice(key, END, sums(12, 3, 1, 40_000, 250)), out);
    assertThat(out.length()).isLessThanOrEqualTo(key.length() + 20);
  }

  private static Totals sums(long... sums) {
    return new Totals(sums, Details.NONE);
  }

  private static Details details() {
    DetailsBuilder details = new DetailsBuilder();
    details.count(Details.cell(7, 12), 3);
    details.count(Details.cell(10, ErrorClass.UNKNOWN.index()), 1);
    details.see(8, 12345);
    return details.build();
  }
}
