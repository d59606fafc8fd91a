package io.playbackanalytics.measure.total;

import io.playbackanalytics.event.ErrorClass;
import io.playbackanalytics.event.ErrorClasses;
import io.playbackanalytics.event.EventField;
import io.playbackanalytics.event.EventType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is kept of an event for the measures that are on, its amounts: one integer for each stored
 * measure but {@link Measure#EVENTS}. The columns of plain sums come first, in the order of the
 * sums in {@link Totals}; so adding an event up is adding its amounts up.
 */
public final class AmountColumns implements Serializable {

  private static final long serialVersionUID = 1;

  /** In the column of a number or class that an event does not have; in that of a sum it is 0. */
  static final int ABSENT = -1;

  /**
   * @param field what an amount is read from
   * @param absent the amount of an event without the field
   */
  private record Column(Measure measure, EventField field, int absent) implements Serializable {}

  private final Column[] columns;
  private final int[] absent;

  /** Those whose amount the type of an event may tell by itself. */
  private final int[] ofErrors;

  /** Those that are left to plays where an event says the state of one. */
  private final int[] ofStates;

  private final int[] columnOfField = new int[EventField.values().length];

  /**
   * @param unread fields that are not measured, though a measure asks for them: it is 0 then
   * @param leftToStates fields that are not measured of events that say the state of the player
   */
  AmountColumns(List<Measure> stored, Set<EventField> unread, Set<EventField> leftToStates) {
    columns =
        stored.stream()
            .filter(AmountColumns::isOfEvents)
            .map(AmountColumns::column)
            .toArray(Column[]::new);
    absent = Arrays.stream(columns).mapToInt(Column::absent).toArray();
    ofErrors =
        IntStream.range(0, columns.length)
            .filter(i -> columns[i].measure.kind() instanceof Kind.Errors)
            .toArray();
    Arrays.fill(columnOfField, ABSENT);
    for (int i = 0; i < columns.length; i++) {
      EventField field = columns[i].field;
      if (columnOfField[field.index()] != ABSENT) {
        throw new IllegalArgumentException("two measures of " + field.wireName());
      }
      boolean isAmount = columns[i].measure.kind() instanceof Kind.Sum;
      if (isAmount && field.max() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("too wide for a column: " + field.wireName());
      }
      columnOfField[field.index()] = unread.contains(field) ? ABSENT : i;
    }
    ofStates =
        IntStream.range(0, columns.length)
            .filter(i -> leftToStates.contains(columns[i].field))
            .toArray();
  }

  private static boolean isOfEvents(Measure measure) {
    return measure.kind() instanceof Kind.Sum
        || measure.kind() instanceof Kind.Having
        || measure.kind() instanceof Kind.Distinct
        || measure.kind() instanceof Kind.Errors;
  }

  private static Column column(Measure measure) {
    if (measure.kind() instanceof Kind.Sum sum) {
      return new Column(measure, sum.field(), 0);
    }
    if (measure.kind() instanceof Kind.Having having) {
      return new Column(measure, having.field(), 0);
    }
    if (measure.kind() instanceof Kind.Distinct distinct) {
      return new Column(measure, distinct.field(), IdHash.NONE);
    }
    if (measure.kind() instanceof Kind.Errors errors) {
      return new Column(measure, errors.code(), ABSENT);
    }
    throw new IllegalArgumentException("of no field: " + measure);
  }

  /** How many there are. */
  public int count() {
    return columns.length;
  }

  /** Where the amount of a field belongs; -1 if nothing is measured by it. */
  public int columnOf(EventField field) {
    return columnOfField[field.index()];
  }

  /** Makes them those of an event without any field. */
  public void clear(int[] amounts) {
    System.arraycopy(absent, 0, amounts, 0, absent.length);
  }

  /** Makes the amount of a column that of an event without its field. */
  public void clear(int[] amounts, int column) {
    amounts[column] = absent[column];
  }

  /** Whether the amount of a field is 1, whatever its number is. */
  public boolean isCounted(EventField field) {
    int column = columnOf(field);
    return column >= 0 && columns[column].measure.kind() instanceof Kind.Having;
  }

  /** The amount of a text, in UTF-8; an empty one is as good as none. */
  public int ofText(int column, byte[] source, int from, int to) {
    if (from == to) {
      return absent[column];
    }
    return columns[column].measure.kind() instanceof Kind.Errors
        ? ErrorClasses.DEFAULT
            .classOf(new String(source, from, to - from, StandardCharsets.UTF_8))
            .index()
        : IdHash.of(source, from, to);
  }

  /**
   * Adds what the type of an event says by itself, once its fields are read, and takes away what is
   * left to plays.
   */
  public void complete(EventType type, boolean saysState, int[] amounts) {
    if (saysState) {
      for (int column : ofStates) {
        amounts[column] = absent[column];
      }
    }
    for (int column : ofErrors) {
      if (amounts[column] == ABSENT
          && ((Kind.Errors) columns[column].measure.kind()).error() == type) {
        amounts[column] = ErrorClass.UNKNOWN.index();
      }
    }
  }
}
