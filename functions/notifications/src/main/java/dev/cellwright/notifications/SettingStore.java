package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// The SQL of when a person is told.
final class SettingStore {
  static final Query<NotificationSettings> SETTINGS =
      Query.of(
          NotificationSettings.class,
          """
          select to_char(make_time(s.quiet_start / 60, s.quiet_start % 60, 0), 'HH24:MI') as quiet_start,
            to_char(make_time(s.quiet_end / 60, s.quiet_end % 60, 0), 'HH24:MI') as quiet_end,
            s.timezone, coalesce(d.frequency, 'instant') as frequency, d.last_sent_at, d.next_send_at
          from (values (:org::uuid, :actor::uuid)) me (org_id, user_id)
          left join notifications.notification_settings s on s.org_id = me.org_id and s.user_id = me.user_id
          left join notifications.notification_digests d on d.org_id = me.org_id and d.user_id = me.user_id
          """);

  /// What a patch doesn't name stays as it is; a start without an end violates a constraint.
  private static final Sql CHANGE =
      Sql.of(
          """
          insert into notifications.notification_settings as s (quiet_start, quiet_end, timezone)
          select (:changes::jsonb ->> 'quiet_start')::int, (:changes::jsonb ->> 'quiet_end')::int, :changes::jsonb ->> 'timezone'
          on conflict (org_id, user_id) do update
            set quiet_start = case when :changes::jsonb ? 'quiet_start' then excluded.quiet_start else s.quiet_start end,
              quiet_end = case when :changes::jsonb ? 'quiet_end' then excluded.quiet_end else s.quiet_end end,
              timezone = case when :changes::jsonb ? 'timezone' then excluded.timezone else s.timezone end,
              updated_at = cell.now(), version = s.version + 1
          returning s.version
          """);

  private static final Sql SET_FREQUENCY =
      Sql.of("select notifications.set_frequency(:frequency) as version");

  private SettingStore() {}

  /// @param changes in minutes of the day
  static Step change(ObjectNode changes) {
    return Step.one(CHANGE, Binds.of("changes", changes));
  }

  static Step setFrequency(String frequency) {
    return Step.one(SET_FREQUENCY, Binds.of("frequency", frequency));
  }

  static Step settings() {
    return Step.one(SETTINGS.sql(), Binds.none());
  }
}
