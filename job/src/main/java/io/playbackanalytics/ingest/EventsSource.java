package io.playbackanalytics.ingest;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink's Kafka source, and what it lacks where a run goes on from a checkpoint or savepoint:
 *
 * <ul>
 *   <li>A bounded run ends. By itself, a restored one never would, and its last windows would never
 *       fire: see {@link LastSplits}.
 *   <li>A run without an end refuses the state of a bounded one, and the other way round. The state
 *       says for each partition where to stop; the former would quietly read nothing new, the
 *       latter never end.
 *   <li>An observer hears of begin and end of a bounded run.
 * </ul>
 */
public final class EventsSource
    implements Source<Ingested, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Ingested> {

  private static final long serialVersionUID = 1;

  private final KafkaSource<Ingested> source;
  private final RunObserver observer;

  public EventsSource(KafkaSource<Ingested> source, RunObserver observer) {
    this.source = source;
    this.observer = observer;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
    return isBounded()
        ? BoundedEnumerator.around(source::createEnumerator, context, observer)
        : source.createEnumerator(context);
  }

  /**
   * @throws IllegalStateException if the state is of a run of the other kind; the job then fails to
   *     start, with this as the cause
   */
  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    requireSameKind(state);
    return isBounded()
        ? BoundedEnumerator.around(c -> source.restoreEnumerator(c, state), context, observer)
        : source.restoreEnumerator(context, state);
  }

  private void requireSameKind(KafkaSourceEnumState state) {
    boolean otherKind =
        Stream.concat(state.assignedSplits().stream(), state.unassignedSplits().stream())
            .anyMatch(split -> split.getStoppingOffset().isPresent() != isBounded());
    if (otherKind) {
      throw new IllegalStateException(
          isBounded()
              ? "events.bounded=true cannot go on from the state of a run without an end"
              : "events.bounded=false cannot go on from the state of a bounded run");
    }
  }

  private boolean isBounded() {
    return source.getBoundedness() == Boundedness.BOUNDED;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<Ingested, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return source.createReader(context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return source.getProducedType();
  }

  /** Makes the enumerator that is watched. */
  private interface Maker {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> make(
        SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception;
  }

  private static final class BoundedEnumerator
      implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private final LastSplits<KafkaPartitionSplit> last;
    private final Runnable onEnd;

    private BoundedEnumerator(
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
        LastSplits<KafkaPartitionSplit> last,
        Runnable onEnd) {
      this.enumerator = enumerator;
      this.last = last;
      this.onEnd = onEnd;
    }

    static BoundedEnumerator around(
        Maker maker, SplitEnumeratorContext<KafkaPartitionSplit> context, RunObserver observer)
        throws Exception {
      LastSplits<KafkaPartitionSplit> last = new LastSplits<>(context);
      return new BoundedEnumerator(
          maker.make(last.watched()), last, observer.onStart(context.currentParallelism()));
    }

    @Override
    public void start() {
      enumerator.start();
    }

    @Override
    public void close() throws IOException {
      try {
        enumerator.close();
      } finally {
        onEnd.run();
      }
    }

    @Override
    public void addReader(int subtask) {
      enumerator.addReader(subtask);
      last.handedTo(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
      enumerator.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
      return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
      enumerator.handleSourceEvent(subtask, event);
    }
  }
}
