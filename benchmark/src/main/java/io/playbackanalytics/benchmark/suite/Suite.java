package io.playbackanalytics.benchmark.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured in turns.
 *
 * @param name of the files with its results
 * @param title of its table
 * @param scenarios in the order of the table; each base is one of them
 */
public record Suite(String name, String title, List<Scenario> scenarios) {

  public Suite {
    scenarios = List.copyOf(scenarios);
    Set<String> names = scenarios.stream().map(Scenario::name).collect(Collectors.toSet());
    if (names.size() < scenarios.size()) {
      throw new IllegalArgumentException("two scenarios of one name in " + name);
    }
    for (Scenario scenario : scenarios) {
      if (!names.contains(scenario.base())) {
        throw new IllegalArgumentException(scenario.name() + " has no base " + scenario.base());
      }
    }
  }

  /** The scenarios in the order of a round, counted from 0: every other one runs backwards. */
  public List<Scenario> round(int number) {
    List<Scenario> order = new ArrayList<>(scenarios);
    if (number % 2 == 1) {
      Collections.reverse(order);
    }
    return order;
  }

  /** The base of a scenario. */
  public Scenario baseOf(Scenario scenario) {
    return scenarios.stream()
        .filter(other -> other.name().equals(scenario.base()))
        .findFirst()
        .orElseThrow();
  }

  /** Only the scenarios that need no compiler but Java's. */
  public Suite inJava() {
    return only(scenarios.stream().filter(s -> !s.kind().isNative()).map(Scenario::name).toList());
  }

  /** Only the scenarios of these names. One whose base is left out becomes a base itself. */
  public Suite only(List<String> names) {
    Function<Scenario, Scenario> withBase =
        s -> names.contains(s.base()) ? s : s.withBase(s.name());
    return new Suite(
        name,
        title,
        scenarios.stream().filter(s -> names.contains(s.name())).map(withBase).toList());
  }
}
