package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of a person's own devices and number. Tokens go in and never come out.
final class ReachStore {
  static final Listing<Device> DEVICES =
      Listing.of(Device.class)
          .from("notifications.push_devices d")
          .where("d.org_id = :org::uuid and d.user_id = :actor::uuid")
          .key("d.id")
          .shows("d.id, d.platform, d.name, d.created_at, d.updated_at")
          .filter("platform", "d.platform", Type.TEXT)
          .choice("created_at", "d.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<SmsNumber> NUMBER =
      Query.of(
          SmsNumber.class,
          """
          select s.number, s.verified_at, s.created_at, s.updated_at
          from notifications.sms_numbers s
          where s.org_id = :org::uuid and s.user_id = :actor::uuid and s.number is not null
          """);

  private static final Sql REGISTER =
      Sql.of(
          """
          select d.ending, d.id, d.platform, d.name, d.created_at, d.updated_at
          from notifications.register_device(:id::uuid, :platform, :name, :token, :most::int) d
          """);

  private static final Sql REMOVE_DEVICE =
      Sql.of(
          """
          delete from notifications.push_devices d
          where d.org_id = :org::uuid and d.user_id = :actor::uuid and d.id = :id::uuid
          returning d.id
          """);

  private static final Sql ASK_CODE =
      Sql.of(
          """
          select c.ending, c.number, c.verified_at, c.created_at, c.updated_at
          from notifications.ask_code(:number) c
          """);

  private static final Sql SAY_CODE =
      Sql.of(
          """
          select c.result, c.number, c.verified_at, c.created_at, c.updated_at
          from notifications.say_code(:code) c
          """);

  private static final Sql REMOVE_NUMBER =
      Sql.of(
          """
          update notifications.sms_numbers s
          set number = null, verified_at = null, code_hash = null, code_until = null, updated_at = cell.now(), version = s.version + 1
          where s.org_id = :org::uuid and s.user_id = :actor::uuid and s.number is not null
          returning s.id
          """);

  private ReachStore() {}

  static Step register(UUID id, NewDevice device, int most) {
    return Step.one(
        REGISTER,
        Binds.of("id", id)
            .and("platform", device.platform())
            .and("name", device.name())
            .and("token", device.token())
            .and("most", most));
  }

  static Step removeDevice(UUID id) {
    return Step.one(REMOVE_DEVICE, Binds.of("id", id));
  }

  /// @param number null for the one that the actor has
  static Step askCode(@Nullable String number) {
    return Step.one(ASK_CODE, Binds.of("number", number));
  }

  static Step sayCode(String code) {
    return Step.one(SAY_CODE, Binds.of("code", code));
  }

  static Step removeNumber() {
    return Step.one(REMOVE_NUMBER, Binds.none());
  }
}
