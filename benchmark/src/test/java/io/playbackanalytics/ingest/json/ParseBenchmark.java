package io.playbackanalytics.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.playbackanalytics.benchmark.contender.PlayerEvent;
import io.playbackanalytics.benchmark.topic.EventGenerator;
import io.playbackanalytics.benchmark.topic.TopicRecipe;
import io.playbackanalytics.benchmark.topic.Traffic;
import io.playbackanalytics.event.Dimension;
import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.Parsed;
import io.playbackanalytics.measure.total.AmountColumns;
import io.playbackanalytics.measure.total.Measures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to read one of the benchmark's events. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {

  private static final int EVENTS = 1 << 10;
  private static final List<Dimension> FOUR =
      List.of(Dimension.APP, Dimension.OS, Dimension.NETWORK, Dimension.CDN);

  private static final AmountColumns COLUMNS = Measures.quality().columns();

  private final byte[][] values = new byte[EVENTS][];
  private final DimensionValues numbers = new DimensionValues();
  private final EventReader appOnly =
      new EventReader(1 << 20, Wanted.of(COLUMNS, FOUR.subList(0, 1)));
  private final EventReader fourDimensions = new EventReader(1 << 20, Wanted.of(COLUMNS, FOUR));
  private final EventIds ids = new EventIds();
  private final EventParser judge = new EventParser(1 << 20);
  private final JsonFactory factory = new JsonFactory();
  private final ObjectReader databind =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readerFor(PlayerEvent.class);
  private int next;

  @Setup
  public void makeEvents() {
    EventGenerator generator = new EventGenerator(new TopicRecipe(EVENTS, 50, Traffic.ZIPF, 1));
    for (int i = 0; i < EVENTS; i++) {
      generator.next();
      values[i] = generator.value();
    }
  }

  /** As the job does with {@code cohorts=app}. */
  @Benchmark
  public int readerOfOneDimension() {
    return read(appOnly);
  }

  /** As the job does with its default cohorts. */
  @Benchmark
  public int readerOfFourDimensions() {
    return read(fourDimensions);
  }

  /** What {@code dedup.window} adds to reading: tokens by Jackson, and a hash. */
  @Benchmark
  public long identify() {
    byte[] value = value();
    if (!ids.find(value, 0, value.length)) {
      throw new IllegalStateException("no id");
    }
    return ids.low();
  }

  /** What has the last word about anything unusual. */
  @Benchmark
  public Parsed judge() {
    return judge.parse(value());
  }

  /** The least that Jackson's streaming parser can do: name every token, and skip it. */
  @Benchmark
  public int jacksonTokensOnly() throws IOException {
    int tokens = 0;
    try (JsonParser json = factory.createParser(value())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        tokens++;
      }
    }
    return tokens;
  }

  @Benchmark
  public PlayerEvent databind() throws IOException {
    return databind.readValue(value());
  }

  private int read(EventReader reader) {
    byte[] value = value();
    if (reader.read(value, 0, value.length, numbers).isPresent()) {
      throw new IllegalStateException("no event");
    }
    return reader.event().amount(EventField.PLAY_MS);
  }

  private byte[] value() {
    next = (next + 1) & (EVENTS - 1);
    return values[next];
  }
}
