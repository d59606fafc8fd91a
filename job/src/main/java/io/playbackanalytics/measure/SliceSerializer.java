package io.playbackanalytics.measure;

import io.playbackanalytics.measure.total.Totals;
import io.playbackanalytics.measure.window.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Slices on their way between operators, in some 50 bytes without details: the key, the end, how
 * many sums there are and these, the details. They lie in no state, but for what an unaligned
 * checkpoint finds under way.
 */
final class SliceSerializer extends TypeSerializer<Slice> {

  static final SliceSerializer INSTANCE = new SliceSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(Slice slice, DataOutputView out) throws IOException {
    byte[] key = slice.cohort().getBytes(StandardCharsets.UTF_8);
    VarLong.write(key.length, out);
    out.write(key);
    VarLong.write(slice.end(), out);
    long[] sums = slice.totals().sums;
    VarLong.write(sums.length, out);
    for (long sum : sums) {
      VarLong.write(sum, out);
    }
    DetailsFormat.write(slice.totals().details, out);
  }

  @Override
  public Slice deserialize(DataInputView in) throws IOException {
    byte[] key = new byte[VarLong.readInt(in)];
    in.readFully(key);
    long end = VarLong.read(in);
    long[] sums = CohortSlicesSerializer.readSums(VarLong.readInt(in), in);
    return new Slice(
        new String(key, StandardCharsets.UTF_8), end, new Totals(sums, DetailsFormat.read(in)));
  }

  @Override
  public Slice deserialize(Slice reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  /** Nobody changes a slice that was handed on. */
  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Slice copy(Slice slice) {
    return slice;
  }

  @Override
  public Slice copy(Slice slice, Slice reuse) {
    return slice;
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public Slice createInstance() {
    return new Slice("", 0, new Totals());
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<Slice> duplicate() {
    return this;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SliceSerializer;
  }

  @Override
  public int hashCode() {
    return SliceSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Slice> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by Flink, which keeps none of what an unaligned checkpoint finds under way. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Slice> {

    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
