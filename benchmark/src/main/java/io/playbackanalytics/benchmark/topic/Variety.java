package io.playbackanalytics.benchmark.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Events as they come from players of many versions, whose fields are neither always there nor
 * always in the same order: every third has them in an order of its own, one in ten has a nested
 * {@code ext_info}, and one in twenty does not say which CDN node it plays from. What they add up
 * to stays the same.
 */
final class Variety {

  private static final byte[] EXT_INFO = utf8("\"ext_info\":");
  private static final byte[] CDN_NODE = utf8("\"cdn_node_id\":");
  private static final byte[] NESTED =
      utf8("\"ext_info\":{\"ab\":{\"group\":\"b\",\"arm\":7},\"tags\":[\"hdr\",\"gapless\"]}");

  private final RandomBits random;
  private final JsonBytes json = new JsonBytes();

  Variety(RandomBits random) {
    this.random = random;
  }

  /** The event with its fields as another player would send them. */
  byte[] of(byte[] event) {
    List<byte[]> fields = fields(event);
    boolean isNested = random.oneIn(10);
    boolean isWithoutNode = random.oneIn(20);
    fields.removeIf(
        field -> startsWith(field, EXT_INFO) || (isWithoutNode && startsWith(field, CDN_NODE)));
    if (isNested) {
      fields.add(NESTED);
    }
    if (random.oneIn(3)) {
      for (int i = fields.size() - 1; i > 0; i--) {
        Collections.swap(fields, i, random.below(i + 1));
      }
    }
    return object(fields);
  }

  /** The members of a compact object, each with its name. */
  private static List<byte[]> fields(byte[] object) {
    List<byte[]> fields = new ArrayList<>();
    int depth = 0;
    boolean isText = false;
    int start = 1;
    for (int i = 0; i < object.length; i++) {
      byte b = object[i];
      if (isText && b == '\\') {
        i++;
      } else if (b == '"') {
        isText = !isText;
      } else if (!isText && (b == '{' || b == '[')) {
        depth++;
      } else if (!isText && (b == '}' || b == ']')) {
        depth--;
      }
      if (!isText && ((b == ',' && depth == 1) || depth == 0)) {
        fields.add(Arrays.copyOfRange(object, start, i));
        start = i + 1;
      }
    }
    return fields;
  }

  private byte[] object(List<byte[]> fields) {
    json.clear();
    char separator = '{';
    for (byte[] field : fields) {
      json.add(separator).add(field);
      separator = ',';
    }
    return json.add('}').copy();
  }

  private static boolean startsWith(byte[] field, byte[] name) {
    return Arrays.mismatch(field, name) == name.length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
