package io.playbackanalytics.measure;

import io.playbackanalytics.measure.window.Hop;
import io.playbackanalytics.measure.window.JobWatermark;
import io.playbackanalytics.measure.window.Lateness;
import io.playbackanalytics.measure.window.Punctuality;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Source subtasks, second looks and windows with the channels between them, on which watermarks,
 * idleness and barriers travel as slowly as chance will have it. What an operator makes of those of
 * its channels is decided by Flink's own valve, and the barriers of a checkpoint are aligned as
 * Flink aligns them.
 */
final class JobModel {

  private static final int SPAN = 100;

  /** Where nothing is punctual to a subtask that is in doubt. */
  private static final Instant LATER = Instant.ofEpochMilli(10L * SPAN * SPAN);

  private static final Lateness LATENESS =
      new Lateness(new Hop(Duration.ofMillis(5), Duration.ofMillis(1)), Duration.ofMillis(30));

  private final Random random;
  private final boolean barriersAreAligned;
  private final List<SourceSubtask> sources;
  private final List<Operator> secondLooks;
  private final List<Operator> windows;
  private final List<Operator> operators = new ArrayList<>();
  private JobWatermark shared = JobWatermark.UNKNOWN;
  private long checkpoint;
  private int doubtsEnded;

  /** What travels on a channel. */
  private sealed interface Element {}

  private record Mark(long watermark) implements Element {}

  private record Status(WatermarkStatus status) implements Element {}

  private record Barrier(long checkpoint) implements Element {}

  /** Something that was found punctual at that watermark. */
  private record Punctual(long watermark) implements Element {}

  JobModel(Random random, boolean barriersAreAligned) {
    this.random = random;
    this.barriersAreAligned = barriersAreAligned;
    int subtasks = 1 + random.nextInt(4);
    int looks = 1 + random.nextInt(3);
    secondLooks = operators(looks, subtasks);
    windows = operators(1 + random.nextInt(2), subtasks + looks);
    sources = IntStream.range(0, subtasks).mapToObj(SourceSubtask::new).toList();
    for (int look = 0; look < looks; look++) {
      secondLooks.get(look).hearTo(subtasks + look, windows);
    }
  }

  private List<Operator> operators(int count, int channels) {
    List<Operator> made = IntStream.range(0, count).mapToObj(i -> new Operator(channels)).toList();
    operators.addAll(made);
    return made;
  }

  int doubtsEnded() {
    return doubtsEnded;
  }

  /** Something happens somewhere. */
  void step() throws Exception {
    int which = random.nextInt(20);
    if (which < 2) {
      sources.get(random.nextInt(sources.size())).live();
    } else if (which < 19) {
      operators.get(random.nextInt(operators.size())).receive();
    } else {
      goOnWithTheCheckpoint();
    }
    requireThatNobodyIsAhead();
  }

  private void goOnWithTheCheckpoint() {
    if (sources.stream().anyMatch(source -> source.barrier < checkpoint)) {
      sources.get(random.nextInt(sources.size())).sendBarrier();
    } else if (operators.stream().allMatch(operator -> operator.barrier == checkpoint)) {
      sources.forEach(SourceSubtask::hearOfTheCheckpoint);
      checkpoint++;
    }
  }

  private void requireThatNobodyIsAhead() {
    for (SourceSubtask source : sources) {
      for (Operator operator : operators) {
        if (source.isSure() && operator.watermark > source.watermark) {
          throw new AssertionError(
              "%d is sure at %d, but windows are at %d"
                  .formatted(source.index, source.watermark, operator.watermark));
        }
      }
    }
  }

  private final class SourceSubtask {

    private final int index;
    private final List<Deque<Element>> channels = new ArrayList<>();
    private final Punctuality punctuality =
        new Punctuality(LATENESS, Clock.fixed(LATER, ZoneOffset.UTC), Long.MIN_VALUE);
    private long watermark = Long.MIN_VALUE;
    private boolean active = true;
    private long barrier;

    SourceSubtask(int index) {
      this.index = index;
      for (Operator operator : operators) {
        channels.add(operator.channels.get(index));
      }
    }

    boolean isSure() {
      return punctuality.doubtfulUpTo() <= punctuality.lateUpTo();
    }

    void live() {
      if (random.nextInt(20) == 0) {
        active = !active;
        if (active) {
          punctuality.active();
        } else {
          punctuality.idle();
        }
        send(new Status(active ? WatermarkStatus.ACTIVE : WatermarkStatus.IDLE));
      } else if (active && random.nextBoolean()) {
        watermark = Math.max(watermark, 0) + 1 + random.nextInt(SPAN);
        punctuality.advance(watermark);
        send(new Mark(watermark));
      } else if (isSure()) {
        send(new Punctual(watermark));
      }
    }

    void sendBarrier() {
      if (barrier < checkpoint) {
        barrier = checkpoint;
        punctuality.barrier(checkpoint);
        send(new Barrier(checkpoint));
      }
    }

    void hearOfTheCheckpoint() {
      boolean before = isSure();
      if (random.nextInt(10) > 0
          && punctuality.waitsFor(checkpoint)
          && shared.isKnown()
          && shared.checkpoint() == checkpoint) {
        punctuality.jobWasAt(shared.highest());
      }
      if (!before && isSure()) {
        doubtsEnded++;
      }
    }

    private void send(Element element) {
      channels.forEach(channel -> channel.add(element));
    }
  }

  /** A second look, if it has somebody to hand on to; else one of windows. */
  private final class Operator implements PushingAsyncDataInput.DataOutput<Object> {

    private final List<Deque<Element>> channels;
    private final StatusWatermarkValve valve;
    private final List<Deque<Element>> outputs = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private long barrier;

    Operator(int channels) {
      this.channels =
          IntStream.range(0, channels).<Deque<Element>>mapToObj(i -> new ArrayDeque<>()).toList();
      valve = new StatusWatermarkValve(channels);
    }

    void hearTo(int channel, List<Operator> receivers) {
      receivers.forEach(receiver -> outputs.add(receiver.channels.get(channel)));
    }

    /** Takes the next element of a channel that is not waiting for the barriers of others. */
    void receive() throws Exception {
      int channel = random.nextInt(channels.size());
      Element element = channels.get(channel).peek();
      if (element instanceof Barrier next) {
        if (barriersAreAligned) {
          align(next.checkpoint());
        } else {
          channels.get(channel).remove();
          if (barrier < next.checkpoint()) {
            takeSnapshot(next.checkpoint());
          }
        }
        return;
      }
      channels.get(channel).poll();
      if (element instanceof Mark mark) {
        valve.inputWatermark(new Watermark(mark.watermark()), channel, this);
      } else if (element instanceof Status status) {
        valve.inputWatermarkStatus(status.status(), channel, this);
      } else if (element instanceof Punctual punctual && punctual.watermark() < watermark) {
        throw new AssertionError(
            "punctual at %d, but windows are at %d".formatted(punctual.watermark(), watermark));
      }
    }

    private void align(long next) {
      if (channels.stream().allMatch(channel -> channel.peek() instanceof Barrier)) {
        channels.forEach(Deque::remove);
        takeSnapshot(next);
      }
    }

    private void takeSnapshot(long next) {
      barrier = next;
      if (!outputs.isEmpty()) {
        shared = shared.told(next, secondLooks.size(), watermark);
        send(new Barrier(next));
      }
    }

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
      send(new Mark(watermark));
      send(new Punctual(watermark));
    }

    /** As second looks do. */
    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      if (status.isActive()) {
        send(new Status(status));
      }
    }

    private void send(Element element) {
      outputs.forEach(output -> output.add(element));
    }

    @Override
    public void emitRecord(StreamRecord<Object> record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void emitWatermark(WatermarkEvent watermark) {
      throw new UnsupportedOperationException();
    }
  }
}
