package io.playbackanalytics.sandbox.summary;

/** Where the records went that the job has read, by the job's own count. */
record RecordCounts(long aggregated, long late, long rejected) {

  /** Each record read is counted in exactly one of the three. */
  long read() {
    return aggregated + late + rejected;
  }
}
