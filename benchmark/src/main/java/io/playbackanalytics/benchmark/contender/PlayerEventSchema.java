package io.playbackanalytics.benchmark.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Events as databind reads them. */
final class PlayerEventSchema<E extends PlayerEvent> extends AbstractDeserializationSchema<E> {

  private static final long serialVersionUID = 1;

  private final Class<E> type;
  private transient ObjectReader reader;

  PlayerEventSchema(Class<E> type) {
    super(type);
    this.type = type;
  }

  @Override
  public void open(InitializationContext context) {
    reader = new ObjectMapper().readerFor(type);
  }

  @Override
  public E deserialize(byte[] value) throws IOException {
    return reader.readValue(value);
  }
}
