package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.phone.Phones;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of sending to phones, behind the queue.
final class PhoneStore {
  /// What was taken to be sent.
  ///
  /// @param state `taken`, `leased` by somebody else, or `done`
  record Taken(
      String state,
      @Nullable String type,
      @Nullable String title,
      @Nullable String body,
      @Nullable ObjectNode data,
      @Nullable String number) {}

  /// A number to which a code goes, and in whose language.
  record CodeTo(String number, String locale) {}

  static final Query<Phones.Device> DEVICE =
      Query.of(
          Phones.Device.class,
          "select d.id, d.platform, d.token, d.endpoint_arn from notifications.device(:id::uuid) d");

  /// A read: no row of a command holds a token, since rows are kept.
  static final Query<Phones.Device> DEVICES =
      Query.of(
          Phones.Device.class,
          """
          select d.id, d.platform, d.token, d.endpoint_arn from notifications.devices_for(:id::uuid) d
          """);

  private static final Sql TAKE =
      Sql.of(
          """
          select t.state, t.type, t.title, t.body, t.data, t.number
          from notifications.take(:id::uuid) t
          """);

  private static final Sql SETTLE =
      Sql.of(
          """
          select notifications.settle(:id::uuid, :delivered::jsonb, :endpoints::jsonb, :again::boolean) as state
          """);

  private static final Sql NOTE_ENDPOINTS =
      Sql.of(
          """
          select 1 as noted from (select notifications.note_endpoints(:endpoints::jsonb)) n
          """);

  private static final Sql PUT_CODE =
      Sql.of(
          """
          select c.number, c.locale from notifications.put_code(:id::uuid, :asked::bigint, :code) c
          """);

  private PhoneStore() {}

  static Step take(UUID notification) {
    return Step.one(TAKE, Binds.of("id", notification));
  }

  /// @param delivered the devices that have it now
  /// @param endpoints by device; null for one that is gone
  /// @param again whether something is left to be sent
  static Step settle(UUID notification, List<UUID> delivered, ObjectNode endpoints, boolean again) {
    return Step.one(
        SETTLE,
        Binds.of("id", notification)
            .and("delivered", delivered)
            .and("endpoints", endpoints)
            .and("again", again));
  }

  static Step noteEndpoints(ObjectNode endpoints) {
    return Step.one(NOTE_ENDPOINTS, Binds.of("endpoints", endpoints));
  }

  static Step putCode(UUID number, long asked, String code) {
    return Step.any(PUT_CODE, Binds.of("id", number).and("asked", asked).and("code", code));
  }
}
