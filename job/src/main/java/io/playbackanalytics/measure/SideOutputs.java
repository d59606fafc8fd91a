package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.DoubtfulEvent;
import io.playbackanalytics.measure.window.LateRecord;
import io.playbackanalytics.measure.window.PlayRecord;
import io.playbackanalytics.measure.window.RejectedRecord;
import io.playbackanalytics.measure.window.Slice;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Where records go that do not go straight into a slice. */
public final class SideOutputs {

  public static final OutputTag<RejectedRecord> REJECTED =
      new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

  public static final OutputTag<LateRecord> LATE =
      new OutputTag<>("late", TypeInformation.of(LateRecord.class));

  /** Events for {@link TakeSecondLook}. */
  public static final OutputTag<DoubtfulEvent> DOUBTFUL =
      new OutputTag<>("doubtful", TypeInformation.of(DoubtfulEvent.class));

  /** What events say of plays. */
  public static final OutputTag<Reports> REPORTS =
      new OutputTag<>("reports", TypeInformation.of(Reports.class));

  /** Plays that are closed, and of which nothing changes any more. */
  public static final OutputTag<PlayRecord> PLAYS =
      new OutputTag<>("plays", TypeInformation.of(PlayRecord.class));

  /** Slices of cohorts that have no place of their own, by the key of that which they are in. */
  public static final OutputTag<Slice> OTHER = new OutputTag<>("other", SliceType.INSTANCE);

  private SideOutputs() {}
}
