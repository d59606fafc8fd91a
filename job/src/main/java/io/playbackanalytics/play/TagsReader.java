package io.playbackanalytics.play;

import io.playbackanalytics.event.DimensionValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tags, each of which is there once however often it comes. What was written for other
 * dimensions, or in another order, is read as far as it is asked for. Not thread-safe.
 */
final class TagsReader {

  /** More than there are cohorts in any service: beyond it, somebody makes them up. */
  private static final int MANY = 1 << 16;

  /** A power of two. */
  private static final int RECENT = 1 << 12;

  private static final int HASH_FACTOR = 0x9E3779B1;

  /** By what was written: the place of a dimension, -1 for one that nobody asks for. */
  private final int[] places;

  private final int size;
  private final boolean isAsWritten;
  private final Map<Tags, Tags> known = new HashMap<>();

  /** Those that were read last, by what is written of them. */
  private final @Nullable Tags[] recent = new Tags[RECENT];

  private DimensionValues values = new DimensionValues();

  TagsReader(int[] places, int size) {
    this.places = places.clone();
    this.size = size;
    isAsWritten = Arrays.equals(places, IntStream.range(0, size).toArray());
  }

  /** Of so many dimensions that are the same. */
  static TagsReader ofSame(int dimensions) {
    return new TagsReader(IntStream.range(0, dimensions).toArray(), dimensions);
  }

  /** Whether it reads what was written in these places. */
  boolean isOf(int[] ofPlaces) {
    return Arrays.equals(places, ofPlaces);
  }

  /** Tags of which all is written. */
  Tags read(ByteReader in) {
    if (!isAsWritten) {
      return readTexts(in);
    }
    int from = in.position();
    for (int i = 0; i < size; i++) {
      in.skipBytes();
    }
    int to = in.position();
    int place = hash(in.bytes(), from, to) & (RECENT - 1);
    Tags tags = recent[place];
    if (tags == null
        || !Arrays.equals(tags.bytes(), 0, tags.bytes().length, in.bytes(), from, to)) {
      tags = readTexts(new ByteReader(in.bytes(), from));
      recent[place] = tags;
    }
    return tags;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= HASH_FACTOR;
    return hash ^ hash >>> 16;
  }

  private Tags readTexts(ByteReader in) {
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

  /** Tags of which is written what is not as before. */
  Tags read(Tags before, ByteReader in) {
    int others = in.next();
    String[] texts = before.values();
    for (int i = 0; i < places.length; i++) {
      if ((others >> i & 1) != 0) {
        String text = text(in);
        if (places[i] >= 0) {
          texts[places[i]] = text;
        }
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
