package io.playbackanalytics.ingest.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells the readers of a bounded Kafka source that they have got their last split where the source
 * itself does not. The source looks for partitions once, by an asynchronous call; if these are new,
 * it initialises them by a second call, hands them out and says that they were the last. If none is
 * new, which is so after a restore, it makes no second call: then all splits are in the readers'
 * own state, or were handed out when the readers registered (FLINK-31006).
 *
 * <p>All on the coordinator's thread, where Flink calls enumerators and their handlers.
 */
final class LastSplits<SplitT extends SourceSplit> {

  private final SplitEnumeratorContext<SplitT> context;
  private int calls;
  private boolean noneIsNew;

  LastSplits(SplitEnumeratorContext<SplitT> context) {
    this.context = context;
  }

  /** The context to be given to the source, whose calls are watched. */
  @SuppressWarnings("unchecked")
  SplitEnumeratorContext<SplitT> watched() {
    return (SplitEnumeratorContext<SplitT>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SplitEnumeratorContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("callAsync") && arguments.length == 2) {
                calls++;
                arguments[1] = watched((BiConsumer<Object, Throwable>) arguments[1]);
              }
              return invoke(method, arguments);
            });
  }

  /** To be called when a reader has got the splits that waited for it. */
  void handedTo(int subtask) {
    if (noneIsNew) {
      context.signalNoMoreSplits(subtask);
    }
  }

  private BiConsumer<Object, Throwable> watched(BiConsumer<Object, Throwable> handler) {
    return (result, failure) -> {
      int before = calls;
      boolean first = before == 1;
      handler.accept(result, failure);
      if (first && calls == before) {
        noneIsNew = true;
        context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
      }
    };
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(context, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
