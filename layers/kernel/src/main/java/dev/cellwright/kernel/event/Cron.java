package dev.cellwright.kernel.event;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The times of a crontab(5) expression.
public final class Cron {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private Cron() {}

  /// @throws IllegalArgumentException for what can't be read
  static void check(String cron) {
    PARSER.parse(cron).validate();
  }

  /// The first time after an instant.
  ///
  /// @throws IllegalArgumentException where there is none
  public static Instant after(String cron, ZoneId zone, Instant instant) {
    return ExecutionTime.forCron(PARSER.parse(cron))
        .nextExecution(instant.atZone(zone))
        .orElseThrow(() -> new IllegalArgumentException(cron + " never comes again"))
        .toInstant();
  }

  /// The times after one instant and up to another, ascending: the latest `most` of them.
  public static List<Instant> between(
      String cron, ZoneId zone, Instant after, Instant until, int most) {
    var times = new ArrayList<Instant>();
    for (var time = after(cron, zone, after);
        !time.isAfter(until);
        time = after(cron, zone, time)) {
      times.add(time);
      if (times.size() > most) {
        times.removeFirst();
      }
    }
    return List.copyOf(times);
  }
}
