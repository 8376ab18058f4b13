package dev.cellwright.cdk;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The same times as crontab(5) says in five fields, in the six of EventBridge Scheduler.
///
/// Values are written out where the two dialects might differ: steps, names, and days of the week,
/// which one counts from 0 and the other from 1. The sixth field is the year.
final class SchedulerCron {
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private SchedulerCron() {}

  /// @throws IllegalArgumentException for times that EventBridge Scheduler can't say: where both
  ///   days of the month and of the week are given, crontab means either
  static String of(String cron) {
    var fields = cron.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(cron + " has " + fields.length + " fields, cron has 5");
    }
    var minute = numbers(fields[0], 0, 59, List.of());
    var hour = numbers(fields[1], 0, 23, List.of());
    var dayOfMonth = numbers(fields[2], 1, 31, List.of());
    var month = numbers(fields[3], 1, 12, MONTHS);
    var dayOfWeek = daysOfWeek(fields[4]);
    if (!dayOfMonth.equals("*") && !dayOfWeek.equals("*")) {
      throw new IllegalArgumentException(
          cron + " gives days of the month and of the week: make two schedules of it");
    }
    return dayOfWeek.equals("*")
        ? "cron(%s %s %s %s ? *)".formatted(minute, hour, dayOfMonth, month)
        : "cron(%s %s ? %s %s *)".formatted(minute, hour, month, dayOfWeek);
  }

  private static String numbers(String field, int least, int most, List<String> names) {
    var values = values(field, least, most, names);
    return values.size() == most - least + 1
        ? "*"
        : values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// Sunday is 0 and 7.
  private static String daysOfWeek(String field) {
    var days =
        values(field, 0, field.startsWith("*") ? 6 : 7, DAYS).stream()
            .map(day -> day % 7)
            .collect(Collectors.toCollection(TreeSet::new));
    return days.size() == 7 ? "*" : days.stream().map(DAYS::get).collect(Collectors.joining(","));
  }

  private static SortedSet<Integer> values(String field, int least, int most, List<String> names) {
    var values = new TreeSet<Integer>();
    for (var part : field.split(",", -1)) {
      var step = part.split("/", 2);
      var range = step[0].split("-", 2);
      var from = step[0].equals("*") ? least : number(range[0], names);
      var open = step[0].equals("*") || (range.length == 1 && step.length == 2);
      var to = open ? most : number(range[range.length - 1], names);
      var by = step.length == 1 ? 1 : number(step[1], List.of());
      if (from < least || to > most || from > to || by < 1) {
        throw new IllegalArgumentException(field + " is not within " + least + " to " + most);
      }
      for (int value = from; value <= to; value += by) {
        values.add(value);
      }
    }
    return values;
  }

  private static int number(String text, List<String> names) {
    var name = text.toUpperCase(Locale.ROOT);
    if (!name.isEmpty() && names.contains(name)) {
      return names.indexOf(name);
    }
    if (!text.matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException(text + " is no number of a cron");
    }
    return Integer.parseInt(text);
  }
}
