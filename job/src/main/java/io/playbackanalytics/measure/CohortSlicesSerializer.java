package io.playbackanalytics.measure;

import io.playbackanalytics.measure.total.Details;
import io.playbackanalytics.measure.total.Layout;
import io.playbackanalytics.measure.window.CohortSlices;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The state of a cohort in checkpoints and savepoints, in numbers of seven bits a byte: a format
 * version; the {@linkplain Layout layout}: how many sums there are and the numbers of their
 * measures, and the same of what has details; how many entries, and of each its end as the distance
 * to that of the one before, its sums, its revision as the distance to that of the one before, the
 * news published, and its details: cells and their counts, numbers of measures and their sketches.
 * So state says by itself what it holds, and measures may come and go. An entry takes about 16
 * bytes without details.
 *
 * <p>Format 1 had the five sums of {@link #FORMAT_1} and no details, format 2 sketches of ids
 * however few there were. A later format gets a version of its own; these stay readable for ever.
 */
public final class CohortSlicesSerializer extends TypeSerializer<CohortSlices> {

  static final CohortSlicesSerializer INSTANCE = new CohortSlicesSerializer();

  private static final long serialVersionUID = 1;
  private static final int VERSION = 3;

  private static final Layout FORMAT_1 = new Layout(new int[] {1, 2, 3, 4, 5}, new int[0]);

  @Override
  public void serialize(CohortSlices slices, DataOutputView out) throws IOException {
    Layout layout = slices.layout();
    out.writeByte(VERSION);
    DetailsFormat.writeNumbers(layout.sums(), out);
    DetailsFormat.writeNumbers(layout.detailed(), out);
    CohortSlices.Entries entries = slices.entries();
    VarLong.write(entries.count(), out);
    long end = 0;
    long revision = 0;
    while (entries.next()) {
      VarLong.write(entries.end() - end, out);
      end = entries.end();
      for (int place = 0; place < layout.sums().length; place++) {
        VarLong.write(entries.sum(place), out);
      }
      VarLong.write(entries.revision() - revision, out);
      revision = entries.revision();
      VarLong.write(entries.publishedNews(), out);
      DetailsFormat.write(entries.details(), out);
    }
  }

  @Override
  public CohortSlices deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case 1 -> readFormat1(in);
      case 2, VERSION -> read(in);
      default ->
          throw new IOException(
              "state of format %d, this job reads 1 to %d".formatted(version, VERSION));
    };
  }

  private static CohortSlices readFormat1(DataInputView in) throws IOException {
    int size = VarLong.readInt(in);
    CohortSlices slices = new CohortSlices(FORMAT_1, size);
    long end = 0;
    for (int i = 0; i < size; i++) {
      end += VarLong.read(in);
      long[] sums = readSums(FORMAT_1.sums().length, in);
      slices.restore(end, sums, Details.NONE, VarLong.read(in), VarLong.read(in));
    }
    return slices.restored();
  }

  private static CohortSlices read(DataInputView in) throws IOException {
    Layout layout = new Layout(DetailsFormat.readNumbers(in), DetailsFormat.readNumbers(in));
    int size = VarLong.readInt(in);
    CohortSlices slices = new CohortSlices(layout, size);
    long end = 0;
    long revision = 0;
    for (int i = 0; i < size; i++) {
      end += VarLong.read(in);
      long[] sums = readSums(layout.sums().length, in);
      revision += VarLong.read(in);
      long publishedNews = VarLong.read(in);
      slices.restore(end, sums, DetailsFormat.read(in), revision, publishedNews);
    }
    return slices.restored();
  }

  /** So many sums. */
  static long[] readSums(int count, DataInputView in) throws IOException {
    long[] sums = new long[count];
    for (int i = 0; i < count; i++) {
      sums[i] = VarLong.read(in);
    }
    return sums;
  }

  @Override
  public CohortSlices deserialize(CohortSlices reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public CohortSlices copy(CohortSlices slices) {
    return slices.copy();
  }

  @Override
  public CohortSlices copy(CohortSlices slices, CohortSlices reuse) {
    return copy(slices);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public CohortSlices createInstance() {
    return new CohortSlices(FORMAT_1);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<CohortSlices> duplicate() {
    return this;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CohortSlicesSerializer;
  }

  @Override
  public int hashCode() {
    return CohortSlicesSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<CohortSlices> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint by what its state was written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CohortSlices> {

    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
