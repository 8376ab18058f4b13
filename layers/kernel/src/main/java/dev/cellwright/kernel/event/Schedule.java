package dev.cellwright.kernel.event;

import java.time.ZoneId;

/// That a module runs a job on a schedule, as data.
///
/// @param name unique in the module, in camelCase: `sendDailyDigest`; with the module before it,
///   `notifications:sendDailyDigest`, it is the job's name in the cell
/// @param cron minute, hour, day of month, month, day of week, as crontab(5) has them
/// @param zone in which the cron is read
/// @param missed what happens to runs whose time passed while nothing ran
/// @param <J> the class that holds the job
public record Schedule<J>(
    String name, String summary, String cron, ZoneId zone, Missed missed, Job<J> job) {

  /// What becomes of runs that were missed.
  public enum Missed {
    /// Each is run, the oldest first.
    CATCH_UP,
    /// Only the latest is run.
    SKIP
  }

  /// The job's name in the cell.
  public String nameIn(String module) {
    return module + ":" + name;
  }

  public static <J> Builder<J> named(String name) {
    return new Builder<>(name);
  }

  /// Collects a schedule; [#by] ends it.
  public static final class Builder<J> {
    private final String name;
    private String summary = "";
    private String cron = "";
    private ZoneId zone = ZoneId.of("UTC");
    private Missed missed = Missed.SKIP;

    private Builder(String name) {
      this.name = name;
    }

    /// One sentence for the documents.
    public Builder<J> summary(String sentence) {
      summary = sentence;
      return this;
    }

    public Builder<J> cron(String fields) {
      cron = fields;
      return this;
    }

    public Builder<J> in(ZoneId place) {
      zone = place;
      return this;
    }

    /// Runs that were missed are run later, each for its own time.
    public Builder<J> catchingUp() {
      missed = Missed.CATCH_UP;
      return this;
    }

    /// Ends the schedule.
    ///
    /// @throws IllegalArgumentException for a cron that can't be read, or that never comes
    public Schedule<J> by(Job<J> job) {
      if (!name.matches("[a-z][A-Za-z0-9]{0,62}")) {
        throw new IllegalArgumentException("a job has a name in camelCase: " + name);
      }
      Cron.check(cron);
      return new Schedule<>(name, summary, cron, zone, missed, job);
    }
  }

  BoundSchedule bound(J jobs) {
    return new BoundSchedule(this, run -> job.run(jobs, run));
  }
}
