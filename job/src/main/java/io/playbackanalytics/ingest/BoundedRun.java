package io.playbackanalytics.ingest;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded Kafka source that also ends when it goes on from a checkpoint or savepoint, and tells
 * when it does.
 *
 * <p>Flink's Kafka source says that there is nothing more to read only when it hands new partitions
 * out. Restored, it finds none, says nothing, and a run that was restarted never finishes: its last
 * windows never fire. See {@link LastSplits}.
 */
public final class BoundedRun<T, SplitT extends SourceSplit, StateT>
    implements Source<T, SplitT, StateT>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1;

  private final Source<T, SplitT, StateT> source;
  private final TypeInformation<T> type;
  private final RunObserver observer;

  public BoundedRun(
      Source<T, SplitT, StateT> source, TypeInformation<T> type, RunObserver observer) {
    this.source = source;
    this.type = type;
    this.observer = observer;
  }

  @Override
  public SplitEnumerator<SplitT, StateT> createEnumerator(SplitEnumeratorContext<SplitT> context)
      throws Exception {
    LastSplits<SplitT> last = new LastSplits<>(context);
    return new Enumerator<>(source.createEnumerator(last.watched()), last, observer);
  }

  @Override
  public SplitEnumerator<SplitT, StateT> restoreEnumerator(
      SplitEnumeratorContext<SplitT> context, StateT checkpoint) throws Exception {
    LastSplits<SplitT> last = new LastSplits<>(context);
    return new Enumerator<>(source.restoreEnumerator(last.watched(), checkpoint), last, observer);
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, SplitT> createReader(SourceReaderContext context) throws Exception {
    return source.createReader(context);
  }

  @Override
  public SimpleVersionedSerializer<SplitT> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<StateT> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  private record Enumerator<SplitT extends SourceSplit, StateT>(
      SplitEnumerator<SplitT, StateT> enumerator, LastSplits<SplitT> last, RunObserver observer)
      implements SplitEnumerator<SplitT, StateT> {

    @Override
    public void start() {
      observer.onStart();
      enumerator.start();
    }

    @Override
    public void close() throws IOException {
      try {
        enumerator.close();
      } finally {
        observer.onEnd();
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
    public void addSplitsBack(List<SplitT> splits, int subtask) {
      enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public StateT snapshotState(long checkpointId) throws Exception {
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
