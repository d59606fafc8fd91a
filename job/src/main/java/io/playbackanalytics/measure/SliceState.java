package io.playbackanalytics.measure;

/**
 * What is kept for one cohort and one slice, and of the window that ends with the slice. The two
 * share an entry because they share their key and, nearly, their life. A POJO in keyed state:
 * fields may be added, none renamed.
 */
public final class SliceState {

  /** The sums of the slice. */
  public Totals totals = new Totals();

  /** How often the window that ends with this slice was published. */
  public int publications;

  /** How many events that window had when it was last published. */
  public long publishedEvents;

  /** A slice without events, whose window was never published. */
  public SliceState() {}
}
