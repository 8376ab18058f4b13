package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of mail on its way, and of what became of it. Who gets none is decided by the functions.
final class EmailStore {
  /// @param state `taken`, `leased` or `done`; unless it is taken, all else is null
  /// @param stopLink the token that stops mail of this kind; null for mail that can't be stopped
  record Taken(
      String state,
      @Nullable String template,
      @Nullable String address,
      @Nullable String name,
      @Nullable String locale,
      @Nullable ObjectNode variables,
      @Nullable String organization,
      @Nullable String stopLink,
      @Nullable ObjectNode texts) {}

  /// How sending came out.
  ///
  /// @param result `sent`, `again` or `failed`
  record Settlement(
      String result,
      @Nullable String messageId,
      @Nullable String subject,
      @Nullable String locale,
      List<String> missing,
      @Nullable String reason) {

    static Settlement failed(String reason) {
      return new Settlement("failed", null, null, null, List.of(), reason);
    }
  }

  /// An organization with mail that a job is about.
  record Hoarder(UUID organizationId) {}

  static final Listing<EmailLogEntry> LOG =
      Listing.of(EmailLogEntry.class)
          .from("notifications.email_log e")
          .where("e.org_id = :org::uuid")
          .key("e.id")
          .shows(
              """
              e.id, e.user_id, e.to_address, e.template_slug, e.locale, e.subject, e.status, e.provider, e.provider_message_id,
              e.error, jsonb_build_object('list', e.missing) as missing, e.attempts, e.soft_bounces, e.sent_at, e.created_at\
              """)
          .choice("status", "e.status", Type.TEXT)
          .choice("template_slug", "e.template_slug", Type.TEXT)
          .nullableChoice("to_address", "e.to_address", Type.TEXT)
          .filter("user_id", "e.user_id", Type.UUID)
          .choice("created_at", "e.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Listing<EmailSuppression> SUPPRESSIONS =
      Listing.of(EmailSuppression.class)
          .from("notifications.suppressions() s")
          .key("s.id")
          .shows("s.id, s.user_id, s.address, s.reason, s.email_id, s.created_at")
          .choice("reason", "s.reason", Type.TEXT)
          .filter("user_id", "s.user_id", Type.UUID)
          .choice("created_at", "s.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<Hoarder> HOARDERS =
      Query.of(
          Hoarder.class,
          "select h.organization_id from notifications.email_hoarders(:most::int) h");

  static final Query<Hoarder> WITH_LOST_MAIL =
      Query.of(
          Hoarder.class,
          "select l.organization_id from notifications.with_lost_mail(:most::int) l");

  private static final Sql WRITE = Sql.of("select api.mail(:letter::jsonb) as letter_id");

  private static final Sql TAKE =
      Sql.of(
          """
          select t.state, t.template, t.address, t.name, t.locale, t.variables, t.organization, t.stop_link,
            jsonb_build_object('list', t.texts) as texts
          from notifications.take_email(:id::uuid) t
          """);

  private static final Sql SETTLE =
      Sql.of(
          """
          select notifications.settle_email(
            :id::uuid, :result, :message_id, :subject, :locale, :missing::jsonb, :reason) as status
          """);

  private static final Sql NOTE =
      Sql.of("select notifications.note_email(:id::uuid, :message_id, :what, :reason) as known");

  private static final Sql LIFT =
      Sql.of(
          """
          delete from notifications.email_suppressions s
          where s.org_id = :org::uuid and s.id = :id::uuid
          returning s.id
          """);

  private static final Sql STOP =
      Sql.of(
          """
          select u.ending, u.notice from notifications.unsubscribe(:organization::uuid, :email::uuid, :key::uuid) u
          """);

  private static final Sql FORGET =
      Sql.of("select notifications.forget_email(:most::int) as amount");

  private static final Sql GIVE_UP =
      Sql.of("select notifications.give_up_mail(:most::int) as amount");

  private EmailStore() {}

  /// A letter about a notification.
  static Step write(NotificationEvent.MailDue due) {
    var letter = JsonNodeFactory.instance.objectNode();
    var variables = due.variables().deepCopy();
    variables.put("one", variables.path("count").asLong() == 1);
    letter
        .put("template", due.template())
        .put("user_id", due.userId().toString())
        .put("notice", due.type())
        .put("critical", due.critical())
        .set("variables", variables);
    return Step.one(WRITE, Binds.of("letter", letter));
  }

  static Step take(UUID id) {
    return Step.one(TAKE, Binds.of("id", id));
  }

  static Step settle(UUID id, Settlement settlement) {
    ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    settlement.missing().forEach(missing::add);
    return Step.one(
        SETTLE,
        Binds.of("id", id)
            .and("result", settlement.result())
            .and("message_id", settlement.messageId())
            .and("subject", settlement.subject())
            .and("locale", settlement.locale())
            .and("missing", missing)
            .and("reason", settlement.reason()));
  }

  static Step note(UUID id, String messageId, String what, @Nullable String reason) {
    return Step.one(
        NOTE,
        Binds.of("id", id).and("message_id", messageId).and("what", what).and("reason", reason));
  }

  static Step lift(UUID id) {
    return Step.one(LIFT, Binds.of("id", id));
  }

  static Step stop(UUID organization, UUID email, UUID key) {
    return Step.one(
        STOP, Binds.of("organization", organization).and("email", email).and("key", key));
  }

  static Step giveUp(int most) {
    return Step.one(GIVE_UP, Binds.of("most", most));
  }

  static Step forget(int most) {
    return Step.one(FORGET, Binds.of("most", most));
  }
}
