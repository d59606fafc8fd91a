package io.playbackanalytics.play;

import io.playbackanalytics.event.DimensionValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads tags, each of which is there once however often it comes. What was written for other
 * dimensions, or in another order, is read as far as it is asked for. Not thread-safe.
 */
final class TagsReader {

  /** More than there are cohorts in any service: beyond it, somebody makes them up. */
  private static final int MANY = 1 << 16;

  /** By what was written: the place of a dimension, -1 for one that nobody asks for. */
  private final int[] places;

  private final int size;
  private final Map<Tags, Tags> known = new HashMap<>();
  private DimensionValues values = new DimensionValues();

  TagsReader(int[] places, int size) {
    this.places = places.clone();
    this.size = size;
  }

  /** Of so many dimensions that are the same. */
  static TagsReader ofSame(int dimensions) {
    return new TagsReader(IntStream.range(0, dimensions).toArray(), dimensions);
  }

  /** Whether it reads what was written in these places. */
  boolean isOf(int[] ofPlaces) {
    return Arrays.equals(places, ofPlaces);
  }

  Tags read(ByteReader in) {
    String[] texts = new String[size];
    Arrays.fill(texts, "");
    for (int place : places) {
      String text = text(in);
      if (place >= 0) {
        texts[place] = text;
      }
    }
    return shared(texts);
  }

  /** A text of a few that come again and again. */
  String text(ByteReader in) {
    if (values.isFull()) {
      values = new DimensionValues();
    }
    return in.nextText(values);
  }

  /** The tags that have these values; the array is theirs from then on. */
  Tags shared(String[] texts) {
    if (known.size() >= MANY) {
      known.clear();
    }
    Tags tags = Tags.ofOwn(texts);
    Tags same = known.putIfAbsent(tags, tags);
    return same == null ? tags : same;
  }
}
