package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about registering, logging in and sessions. Of a token it sends the hash and nothing
/// else, and no row of a command holds a secret: rows are kept for replays.
final class SessionStore {

  /// What a log-in is checked against.
  ///
  /// @param passwordHash null, like the id, where nobody has the address
  /// @param lockedSeconds for how long the address is locked; null where it isn't
  record Account(
      @Nullable UUID userId, @Nullable String passwordHash, @Nullable Integer lockedSeconds) {

    /// Never shows the hash.
    @Override
    public String toString() {
      return "Account[]";
    }
  }

  private static final Query<Account> ACCOUNT =
      Query.of(
          Account.class,
          """
          select c.user_id, c.password_hash, c.locked_seconds
          from identity.credentials(:address) c
          """);

  /// What the caller's own password is checked against.
  static final Query<Account> OWN_ACCOUNT =
      Query.of(
          Account.class,
          """
          select c.user_id, c.password_hash, c.locked_seconds
          from identity.own_credentials() c
          """);

  private static final Sql REGISTER =
      Sql.of(
          """
          select identity.register(
            :id::uuid, :email, :email_normalized, :password_hash, :first_name, :last_name,
            :organization::uuid, :organization_name, :organization_slug, :organization_plan,
            :session::uuid, :token::uuid, decode(:token_hash, 'hex'), :user_agent) as version
          """);

  private static final Sql LOG_IN =
      Sql.of(
          """
          select l.version, l.ending, l.locked_seconds,
            case when l.ending is null then identity.told_log_in(:session::uuid) end as event
          from identity.log_in(
            :address, :id::uuid, :password_hash,
            :session::uuid, :token::uuid, decode(:token_hash, 'hex'), :user_agent) l
          """);

  private static final Sql COUNT_FAILURE =
      Sql.of("select identity.count_failure(:address) as locked_seconds");

  private static final Sql CONFIRM_PASSWORD =
      Sql.of(
          """
          select c.ending, c.locked_seconds
          from identity.confirm_password(:password_hash) c
          """);

  private static final Sql COUNT_OWN_FAILURE =
      Sql.of("select identity.count_own_failure() as locked_seconds");

  private static final Sql REFRESH =
      Sql.of(
          """
          select r.result, r.user_id, r.session_id, r.organization_id
          from identity.refresh(decode(:presented_hash, 'hex'), :token::uuid, decode(:token_hash, 'hex')) r
          """);

  /// Tells the organization, where that accepts an open membership.
  private static final Sql SPEAK_FOR =
      Sql.of(
          """
          select
            case
              when not identity.speak_for(:organization::uuid, :token::uuid, decode(:token_hash, 'hex'))
                then 'not_found'
            end as ending
          """);

  private static final Sql END = Sql.of("select identity.end_sessions(:every::boolean) as ended");

  private SessionStore() {}

  static @Nullable Account account(Database database, String address) {
    return database.first(ACCOUNT, Binds.of("address", address));
  }

  static Step register(
      UUID id, NewPerson person, String passwordHash, UUID organization, NewSession session) {
    return Step.one(
        REGISTER,
        begins(session)
            .and("id", id)
            .and("email", person.email())
            .and("email_normalized", EmailAddress.normalized(person.email()))
            .and("password_hash", passwordHash)
            .and("first_name", person.firstName())
            .and("last_name", person.lastName())
            .and("organization", organization)
            .and("organization_name", OrganizationStore.PERSONAL_NAME)
            .and("organization_slug", Slug.of(OrganizationStore.PERSONAL_NAME))
            .and("organization_plan", OrganizationStore.USUAL_PLAN));
  }

  static Step logIn(String address, UUID person, String verifiedHash, NewSession session) {
    return Step.one(
        LOG_IN,
        begins(session)
            .and("address", address)
            .and("id", person)
            .and("password_hash", verifiedHash));
  }

  static Step countFailure(String address) {
    return Step.one(COUNT_FAILURE, Binds.of("address", address));
  }

  /// Ends where the caller's password isn't the one that was found right any more, or is locked.
  static Step confirmPassword(String verifiedHash) {
    return Step.one(CONFIRM_PASSWORD, Binds.of("password_hash", verifiedHash));
  }

  static Step countOwnFailure() {
    return Step.one(COUNT_OWN_FAILURE, Binds.none());
  }

  static Step refresh(RefreshToken presented, UUID nextId, RefreshToken next) {
    return Step.one(
        REFRESH,
        Binds.of("presented_hash", presented.hash())
            .and("token", nextId)
            .and("token_hash", next.hash()));
  }

  static Step speakFor(UUID organization, UUID nextId, RefreshToken next) {
    return Step.one(
        SPEAK_FOR,
        Binds.of("organization", organization).and("token", nextId).and("token_hash", next.hash()));
  }

  static Step end(boolean every) {
    return Step.one(END, Binds.of("every", every));
  }

  private static Binds begins(NewSession session) {
    return Binds.of("session", session.id())
        .and("token", session.tokenId())
        .and("token_hash", session.token().hash())
        .and("user_agent", session.userAgent());
  }
}
