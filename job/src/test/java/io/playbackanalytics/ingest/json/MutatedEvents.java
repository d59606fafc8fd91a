package io.playbackanalytics.ingest.json;

import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import io.playbackanalytics.schemas.Example;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Values for a topic of events, from such as players send to such as nobody should: events with
 * fields in any order, written in any way, and these and the contract's examples with some bytes
 * changed. The same seed gives the same values.
 */
final class MutatedEvents {

  private static final String[] BLANKS = {"", "", "", "", "", " ", "\n", "\t", "\r\n", "  ", "\f"};

  private static final String[] TEXTS = {
    "music-android",
    "",
    "a",
    "iOS 17.5",
    "5g",
    "fra-1",
    "unknown",
    "Übertragung",
    "音乐",
    "🎧",
    "é",
    "0123456789012345678901234567890123456789012345678901234567890123",
    "01234567890123456789012345678901234567890123456789012345678901234",
    "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
    "9f2c1b7e-52ab-4f5e-a9f0-0d6b8c1e77aa",
    "\\\"",
    "\\\\",
    "\\/",
    "\\u0041",
    "\\ud83c\\udfa7",
    "\\ud83c",
    "a\\nb",
    "\u007f",
    "\u2028",
    "\ufeff",
    "tab\there",
    "nul\u0000",
    "x\u001fy",
    "{}[],:"
  };

  private static final String[] NUMBERS = {
    "0",
    "1",
    "12",
    "4800",
    "86400000",
    "86400001",
    "-1",
    "-0",
    "2147483647",
    "2147483648",
    "1767225600000",
    "8640000000000000",
    "8640000000000001",
    "-8640000000000000",
    "999999999999999999",
    "1000000000000000000",
    "99999999999999999999",
    "-9223372036854775808",
    "012",
    "00",
    "+1",
    "1.0",
    "1.5",
    "1e3",
    "1E+2",
    "1e",
    "1.",
    ".5",
    "-",
    "0x10",
    "1_000",
    "12a",
    "NaN",
    "Infinity"
  };

  private static final String[] LITERALS = {
    "null", "true", "false", "nul", "nulll", "True", "fals", "undefined", "'a'", ""
  };

  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "null",
    "-",
    "0",
    "1e400",
    "\\ud800",
    "\"os\":",
    "\"os\":null,",
    "\"app_id\":\"b\",",
    "\"play_ms\":-1,",
    "\"play_ms\":7,",
    "\"timestamp\":5,",
    "\"decode_failures\":2,",
    "\"event_type\":\"SEEK\",",
    "🎧",
    "\n",
    "\u0000",
    "/**/",
    "é",
    "\ud7ff"
  };

  private final Random random;
  private final List<byte[]> examples;

  MutatedEvents(long seed) {
    random = new Random(seed);
    examples =
        Example.in("playback-event-v1/valid").stream()
            .map(Example::value)
            .filter(value -> value.length < 2000)
            .toList();
  }

  byte[] next() {
    byte[] value =
        random.nextInt(4) == 0 ? pick(examples) : event().getBytes(StandardCharsets.UTF_8);
    int mutations = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < mutations; i++) {
      value = mutate(value);
    }
    return value;
  }

  private String event() {
    // How often something is written in an odd way, from never to often.
    int oddness = pick(0, 0, 0, 1, 1, 2, 3);
    List<String> members = new ArrayList<>();
    for (EventField field : EventField.values()) {
      if (field.required() || random.nextInt(field == EventField.DECODE_ATTEMPTS ? 9 : 3) > 0) {
        members.add(member(field.wireName(), value(field, oddness), oddness));
      }
    }
    for (int i = random.nextInt(3) + oddness; i > 1; i--) {
      EventField field = pick(EventField.values());
      members.add(
          random.nextBoolean()
              ? member(field.wireName(), anything(oddness, 0), oddness)
              : member(name(), anything(oddness, 0), oddness));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(members, random);
    }
    return blank(oddness) + "{" + String.join("," + blank(oddness), members) + "}" + blank(oddness);
  }

  private String value(EventField field, int oddness) {
    if (random.nextInt(40) < oddness) {
      return anything(oddness, 0);
    }
    return switch (field.kind()) {
      case STRING -> text(field, oddness);
      case INTEGER -> random.nextInt(20) < oddness ? pick(NUMBERS) : number(field);
      case BOOLEAN -> Boolean.toString(random.nextBoolean());
      case OBJECT -> object(oddness, 0);
    };
  }

  /** Mostly fewer failures than attempts. */
  private String number(EventField field) {
    int limit =
        switch (field) {
          case DECODE_FAILURES -> 100;
          case HIT_RANK -> 10;
          default -> 100_000;
        };
    return Long.toString(Math.max(0, field.min()) + random.nextInt(limit));
  }

  private String text(EventField field, int oddness) {
    if (field == EventField.EVENT_TYPE && random.nextInt(20) >= oddness) {
      return '"' + pick(EventType.values()).name() + '"';
    }
    if (!field.words().isEmpty() && random.nextInt(20) >= oddness) {
      return '"' + field.words().get(random.nextInt(field.words().size())) + '"';
    }
    if (random.nextInt(10) < oddness) {
      return '"' + pick(TEXTS) + '"';
    }
    int length = 1 + random.nextInt(40);
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.append('"').toString();
  }

  private String anything(int oddness, int depth) {
    return switch (random.nextInt(depth > 4 ? 3 : 5)) {
      case 0 -> '"' + pick(TEXTS) + '"';
      case 1 -> oddness == 0 ? Integer.toString(random.nextInt(100)) : pick(NUMBERS);
      case 2 -> oddness == 0 ? "null" : pick(LITERALS);
      case 3 -> object(oddness, depth);
      default -> array(oddness, depth);
    };
  }

  private String object(int oddness, int depth) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      members.add(member(name(), anything(oddness, depth + 1), oddness));
    }
    return "{" + blank(oddness) + String.join(",", members) + "}";
  }

  private String array(int oddness, int depth) {
    if (random.nextInt(50) == 0) {
      int nested = random.nextInt(70);
      return "[".repeat(nested) + "]".repeat(nested);
    }
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      elements.add(blank(oddness) + anything(oddness, depth + 1) + blank(oddness));
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String member(String name, String value, int oddness) {
    return '"' + name + '"' + blank(oddness) + ":" + blank(oddness) + value + blank(oddness);
  }

  /** Mostly unknown names, many of them nearly known. */
  private String name() {
    String known = pick(EventField.values()).wireName();
    return switch (random.nextInt(6)) {
      case 0 -> known + "_";
      case 1 -> known.substring(1);
      case 2 -> known.substring(0, known.length() - 1);
      case 3 -> known.replace('_', '-');
      case 4 -> pick(TEXTS);
      default -> "x" + random.nextInt(1000);
    };
  }

  private String blank(int oddness) {
    return random.nextInt(12) < oddness ? pick(BLANKS) : "";
  }

  private byte[] mutate(byte[] value) {
    int from = random.nextInt(value.length + 1);
    int removed = Math.min(value.length - from, pick(0, 0, 1, 1, 2, 5, 40));
    ByteArrayOutputStream mutated = new ByteArrayOutputStream();
    mutated.write(value, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> mutated.write(random.nextInt(256));
      case 1 -> mutated.writeBytes(pick(PIECES).getBytes(StandardCharsets.UTF_8));
      case 2 -> {
        // Only what was removed is missing.
      }
      default -> mutated.writeBytes(Arrays.copyOfRange(value, from / 2, from));
    }
    if (random.nextInt(10) > 0) {
      mutated.write(value, from + removed, value.length - from - removed);
    }
    return mutated.toByteArray();
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
