package io.playbackanalytics.measure;

/**
 * The slices of one cohort, by their end. Whatever the state backend throws passes through: a task
 * that cannot read its state must fail, not publish.
 */
interface SliceStore {

  /** What is kept under {@code end}; a fresh state, not kept yet, if that is nothing. */
  SliceState getOrNew(long end) throws Exception;

  void put(long end, SliceState slice) throws Exception;

  void remove(long end) throws Exception;

  /** The ends of all slices, in no particular order. */
  Iterable<Long> ends() throws Exception;
}
