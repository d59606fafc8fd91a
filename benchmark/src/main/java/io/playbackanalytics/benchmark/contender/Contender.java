package io.playbackanalytics.benchmark.contender;

/** A program that is measured; what it sets up once is not part of a run. */
public interface Contender extends AutoCloseable {

  /** Reads the task's topic to its end; returns when all results are written. */
  Outcome run(Task task) throws Exception;

  @Override
  default void close() throws Exception {}
}
