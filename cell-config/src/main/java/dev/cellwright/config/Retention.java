package dev.cellwright.config;

import java.util.List;

/// How long an environment keeps logs and database backups, in days.
public record Retention(int logsDays, int backupsDays) {

  static final Key<Long> LOGS_DAYS =
      Key.required("logsDays", Rule.LOG_DAYS, 14L, "Days that logs are kept.");
  static final Key<Long> BACKUPS_DAYS =
      Key.required(
          "backupsDays", Rule.whole(1, 35), 1L, "Days that the database can be taken back.");

  static final List<Key<?>> KEYS = List.of(LOGS_DAYS, BACKUPS_DAYS);
}
