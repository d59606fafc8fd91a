package io.playbackanalytics.ingest;

import io.playbackanalytics.event.DimensionValues;
import io.playbackanalytics.event.Rejection;
import io.playbackanalytics.event.SourceRecord;
import io.playbackanalytics.ingest.json.EventNumbers;
import io.playbackanalytics.ingest.json.Wanted;
import io.playbackanalytics.play.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.Value;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one fetch brought of one partition: the events as columns of numbers, and what is no event.
 * Handing on hundreds of events as one element spares each of them the way through Flink's source,
 * watermark and output classes, which takes longer than all that is computed on it. A batch crosses
 * no network and lies in no state, and is used again once it has been processed.
 */
public final class EventBatch implements Value {

  private static final long serialVersionUID = 1;

  /**
   * A record that is no event.
   *
   * @param source the record
   * @param rejection why
   */
  public record Rejected(SourceRecord source, Rejection rejection) {}

  private static final int INITIAL_CAPACITY = 512;

  private final int columns;
  private final int width;
  private final transient List<Rejected> rejected = new ArrayList<>();
  private transient DimensionValues numbers = new DimensionValues();
  private final boolean withIds;
  private int partition;
  private int size;
  private long newest = Long.MIN_VALUE;
  private boolean idle;
  private long[] times = new long[INITIAL_CAPACITY];

  /** Both halves 0 where an event has no id; empty if ids are not asked for. */
  private long[] idsHigh;

  private long[] idsLow;

  /** {@link #columns} amounts of each event, one event after the other. */
  private int[] amounts;

  /** {@link #width} values of each event, one event after the other. */
  private int[] values;

  /** What each event says of a play, one behind the other; empty if that is not asked for. */
  private final transient ByteWriter reports = new ByteWriter();

  /** Where those of each event begin. */
  private int[] reportsAt;

  private transient ConsumerRecord<?, ?>[] records = new ConsumerRecord<?, ?>[INITIAL_CAPACITY];

  /** An empty batch of events of which nothing is wanted. */
  public EventBatch() {
    this(0, 0, false);
  }

  /** An empty batch of events of which that much is kept. */
  public EventBatch(Wanted wanted) {
    this(wanted.columns().count(), wanted.dimensions().size(), wanted.ids());
  }

  private EventBatch(int columns, int width, boolean withIds) {
    this.columns = columns;
    this.width = width;
    this.withIds = withIds;
    reportsAt = new int[INITIAL_CAPACITY];
    amounts = new int[INITIAL_CAPACITY * columns];
    values = new int[INITIAL_CAPACITY * width];
    idsHigh = new long[withIds ? INITIAL_CAPACITY : 0];
    idsLow = new long[withIds ? INITIAL_CAPACITY : 0];
  }

  /** Begins, with the values of dimensions numbered by {@code numbers}. */
  public void start(int ofPartition, DimensionValues numbers) {
    this.partition = ofPartition;
    this.numbers = numbers;
  }

  /** Gives the event that was added last its id. */
  public void identify(long high, long low) {
    idsHigh[size - 1] = high;
    idsLow[size - 1] = low;
  }

  /** Forgets what is in it, above all the records, on which the client's buffers hang. */
  public void clear() {
    Arrays.fill(records, 0, size, null);
    rejected.clear();
    reports.clear();
    size = 0;
    newest = Long.MIN_VALUE;
    idle = false;
  }

  /**
   * Adds an event.
   *
   * @param time what decides which windows the event is in, epoch ms
   * @param believable how far the event may move the watermark, epoch ms
   */
  public void add(long time, long believable, EventNumbers event, ConsumerRecord<?, ?> record) {
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    System.arraycopy(event.amounts, 0, amounts, size * columns, columns);
    System.arraycopy(event.values, 0, values, size * width, width);
    records[size] = record;
    reportsAt[size] = reports.size();
    if (withIds) {
      idsHigh[size] = 0;
      idsLow[size] = 0;
    }
    newest = Math.max(newest, believable);
    size++;
  }

  /** Says that there is nothing to read in the partition, so that it holds no window back. */
  public void setIdle() {
    idle = true;
  }

  public void reject(SourceRecord source, Rejection rejection) {
    rejected.add(new Rejected(source, rejection));
  }

  private void grow() {
    int capacity = 2 * size;
    times = Arrays.copyOf(times, capacity);
    amounts = Arrays.copyOf(amounts, capacity * columns);
    values = Arrays.copyOf(values, capacity * width);
    records = Arrays.copyOf(records, capacity);
    reportsAt = Arrays.copyOf(reportsAt, capacity);
    if (withIds) {
      idsHigh = Arrays.copyOf(idsHigh, capacity);
      idsLow = Arrays.copyOf(idsLow, capacity);
    }
  }

  /** Takes what the event that was added last says of a play. */
  public ByteWriter reports() {
    return reports;
  }

  /** Where in {@link #reports} it stands what an event says of a play. */
  public int reportAt(int event) {
    return reportsAt[event];
  }

  /** Where that ends. */
  public int reportEnd(int event) {
    return event + 1 < size ? reportsAt[event + 1] : reports.size();
  }

  /** The partition that all of it was read from. */
  public int partition() {
    return partition;
  }

  /** Whether the event can be told from all others; false as well if ids were not asked for. */
  public boolean hasId(int event) {
    return withIds && (idsHigh[event] != 0 || idsLow[event] != 0);
  }

  /** The first half of what tells the event from all others. */
  public long idHigh(int event) {
    return idsHigh[event];
  }

  public long idLow(int event) {
    return idsLow[event];
  }

  /** How many events there are. */
  public int size() {
    return size;
  }

  /** The records that are no event. */
  public List<Rejected> rejected() {
    return rejected;
  }

  /** How many records were read. */
  public int recordsRead() {
    return size + rejected.size();
  }

  /** The newest time that is believed of any event, epoch ms; {@link Long#MIN_VALUE} if none. */
  public long newest() {
    return newest;
  }

  /** Whether there is nothing to read in the partition until the next batch of it. */
  public boolean isIdle() {
    return idle;
  }

  /** What {@link #value} counts by. */
  public DimensionValues numbers() {
    return numbers;
  }

  /** The time that decides which windows the event is counted in, epoch ms. */
  public long time(int event) {
    return times[event];
  }

  /**
   * The amounts of all events, to be read only; those of an event stand from {@link #amountsAt} on,
   * in the columns that the batch was read with.
   */
  public int[] amounts() {
    return amounts;
  }

  public int amountsAt(int event) {
    return event * columns;
  }

  /**
   * The number of the value that the event has of a dimension.
   *
   * @param column which of the dimensions that were asked for
   */
  public int value(int event, int column) {
    return values[event * width + column];
  }

  /** The record that the event was read from. */
  public SourceRecord source(int event) {
    return KafkaRecords.source(records[event]);
  }

  /** Not to be called: the operators between which batches pass are chained. */
  @Override
  public void write(DataOutputView out) {
    throw new UnsupportedOperationException("batches of events cross no network");
  }

  /** Not to be called: the operators between which batches pass are chained. */
  @Override
  public void read(DataInputView in) {
    throw new UnsupportedOperationException("batches of events cross no network");
  }
}
