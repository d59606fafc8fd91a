package io.playbackanalytics.measure;

import io.playbackanalytics.measure.total.Details;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Details in state and between operators, each number as a {@link VarLong}: cells as the distance
 * to the one before, with their counts; numbers of measures with their sketches.
 */
final class DetailsFormat {

  private DetailsFormat() {}

  static void writeNumbers(int[] numbers, DataOutputView out) throws IOException {
    VarLong.write(numbers.length, out);
    for (int number : numbers) {
      VarLong.write(number, out);
    }
  }

  static void write(Details details, DataOutputView out) throws IOException {
    VarLong.write(details.cells.length, out);
    int previous = 0;
    for (int i = 0; i < details.cells.length; i++) {
      VarLong.write(details.cells[i] - previous, out);
      previous = details.cells[i];
      VarLong.write(details.counts[i], out);
    }
    VarLong.write(details.sketched.length, out);
    for (int i = 0; i < details.sketched.length; i++) {
      VarLong.write(details.sketched[i], out);
      VarLong.write(details.sketches[i].length, out);
      out.write(details.sketches[i]);
    }
  }

  static int[] readNumbers(DataInputView in) throws IOException {
    int[] numbers = new int[VarLong.readInt(in)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = VarLong.readInt(in);
    }
    return numbers;
  }

  static Details read(DataInputView in) throws IOException {
    int[] cells = new int[VarLong.readInt(in)];
    long[] counts = new long[cells.length];
    int previous = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = previous + VarLong.readInt(in);
      previous = cells[i];
      counts[i] = VarLong.read(in);
    }
    int[] sketched = new int[VarLong.readInt(in)];
    byte[][] sketches = new byte[sketched.length][];
    for (int i = 0; i < sketched.length; i++) {
      sketched[i] = VarLong.readInt(in);
      sketches[i] = new byte[VarLong.readInt(in)];
      in.readFully(sketches[i]);
    }
    return cells.length + sketched.length == 0
        ? Details.NONE
        : new Details(cells, counts, sketched, sketches);
  }
}
