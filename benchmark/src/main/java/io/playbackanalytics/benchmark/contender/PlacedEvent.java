package io.playbackanalytics.benchmark.contender;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An event with the dimensions of the job's four standard cohort definitions. */
public final class PlacedEvent extends PlayerEvent {

  @JsonProperty("os")
  public String os = "unknown";

  @JsonProperty("network")
  public String network = "unknown";

  @JsonProperty("cdn_node_id")
  public String cdn = "unknown";

  /** For Jackson and Flink. */
  public PlacedEvent() {}
}
