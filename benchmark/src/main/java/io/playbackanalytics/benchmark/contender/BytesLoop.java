package io.playbackanalytics.benchmark.contender;

/** Reads all records and looks at none. */
final class BytesLoop implements Contender {

  @Override
  public Outcome run(Task task) throws Exception {
    return new Outcome.Count(task.reader().read(value -> {}));
  }
}
