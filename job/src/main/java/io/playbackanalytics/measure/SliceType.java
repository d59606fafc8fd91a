package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.Slice;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink to move slices by {@link SliceSerializer}. Flink's own serialiser of records, which
 * looks at every field by reflection, is not on the way of a window then.
 */
public final class SliceType extends TypeInformation<Slice> {

  public static final SliceType INSTANCE = new SliceType();

  private static final long serialVersionUID = 1;

  private SliceType() {}

  @Override
  public TypeSerializer<Slice> createSerializer(SerializerConfig config) {
    return SliceSerializer.INSTANCE;
  }

  @Override
  public Class<Slice> getTypeClass() {
    return Slice.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof SliceType;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SliceType;
  }

  @Override
  public int hashCode() {
    return SliceType.class.hashCode();
  }

  @Override
  public String toString() {
    return "Slice";
  }
}
