package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JSON for people who read it and compare versions of it: what fits into a line stands in one,
 * everything else has a line for each of its members.
 */
final class ReadableJson {

  private static final int WIDTH = 120;

  private ReadableJson() {}

  static String of(JsonNode node) {
    return write(node, "", 0) + "\n";
  }

  /**
   * @param taken how much of the line is taken by what stands in front
   */
  private static String write(JsonNode node, String indent, int taken) {
    String line = inOneLine(node);
    if (!node.isContainerNode() || node.isEmpty() || taken + line.length() < WIDTH) {
      return line;
    }
    String within = indent + "  ";
    List<String> members = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> members.add(within + write(element, within, within.length())));
    } else {
      node.properties()
          .forEach(
              member -> {
                String name = within + "\"" + member.getKey() + "\": ";
                members.add(name + write(member.getValue(), within, name.length()));
              });
    }
    return members.stream()
        .collect(
            Collectors.joining(
                ",\n",
                node.isArray() ? "[\n" : "{\n",
                "\n" + indent + (node.isArray() ? "]" : "}")));
  }

  private static String inOneLine(JsonNode node) {
    if (!node.isContainerNode() || node.isEmpty()) {
      return node.toString();
    }
    List<String> members = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> members.add(inOneLine(element)));
      return "[" + String.join(", ", members) + "]";
    }
    node.properties()
        .forEach(
            member -> members.add("\"" + member.getKey() + "\": " + inOneLine(member.getValue())));
    return "{" + String.join(", ", members) + "}";
  }
}
