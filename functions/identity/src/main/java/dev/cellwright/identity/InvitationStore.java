package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;

/// All SQL about invitations. Of a token it sends the hash and nothing else, and no row holds
/// either.
final class InvitationStore {
  /// What an [Invitation] is read from.
  private static final String COLUMNS =
      """
      i.id, i.email, i.role, to_jsonb(i.team_ids) as team_ids, i.invited_by,
      case when i.status = 'pending' and i.expires_at <= cell.now() then 'expired' else i.status end as status,
      i.expires_at, i.accepted_at, i.created_at, i.updated_at\
      """;

  /// Those that wait, out of date or not.
  static final Listing<Invitation> WAITING =
      Listing.of(Invitation.class)
          .from("identity.invitations i")
          .where("i.org_id = :org::uuid and i.status = 'pending'")
          .key("i.id")
          .shows(COLUMNS)
          .filter("role", "i.role", Type.TEXT)
          .filter("invited_by", "i.invited_by", Type.UUID)
          .choice("expires_at", "i.expires_at", Type.INSTANT)
          .choice("created_at", "i.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<InvitationShown> SHOWN =
      Query.of(
          InvitationShown.class,
          """
          select i.organization_id, i.organization_name, i.role, i.email, i.expires_at
          from identity.invitation_of(decode(:token_hash, 'hex')) i
          """);

  private static final Sql ONE =
      Sql.of(
          """
          select %s
          from identity.invitations i
          where i.org_id = :org::uuid and i.id = :id::uuid
          """
              .formatted(COLUMNS));

  /// Nobody gives more than they have.
  private static final Sql MAY_GIVE =
      Sql.of(
          """
          select case when identity.rank(:role) > identity.rank(m.role) then 'role_too_high' end as ending
          from identity.org_members m
          where m.org_id = :org::uuid and m.user_id = :actor::uuid
          """);

  private static final Sql MAY_SEAT =
      Sql.of(
          """
          select
            case
              when exists (
                select t.id::uuid from jsonb_array_elements_text(:teams::jsonb) as t (id)
                except
                select h.id
                from api.holding(
                  'team.edit',
                  array(select t.id::uuid from jsonb_array_elements_text(:teams::jsonb) as t (id))) as h (id))
                then 'no_such_team'
            end as ending
          """);

  private static final Sql HAS_ROOM =
      Sql.of(
          """
          select
            case
              when identity.is_members_address(:email_normalized) then 'already_member'
              when (select count(*) from identity.org_members m where m.org_id = :org::uuid)
                + (
                  select count(*) from identity.invitations i
                  where i.org_id = :org::uuid and i.status = 'pending' and i.expires_at > cell.now()) >= :most::bigint
                then 'full'
            end as ending
          """);

  /// Ends with the one that waits for the same address, if one does; one that is out of date makes
  /// room.
  private static final Sql MAKE_WAY =
      Sql.of(
          """
          with outdated as (
            update identity.invitations i
            set status = 'expired', updated_at = cell.now(), version = i.version + 1
            where i.org_id = :org::uuid and i.email_normalized = :email_normalized
              and i.status = 'pending' and i.expires_at <= cell.now()
            returning i.id)
          select %s, 'pending' as ending
          from identity.invitations i
          where i.org_id = :org::uuid and i.email_normalized = :email_normalized
            and i.status = 'pending' and i.expires_at > cell.now()
          """
              .formatted(COLUMNS));

  private static final Sql INVITE =
      Sql.of(
          """
          insert into identity.invitations (id, email, email_normalized, role, team_ids, token_hash)
          values (
            :id::uuid, :email, :email_normalized, :role,
            array(select distinct t.id::uuid from jsonb_array_elements_text(:teams::jsonb) as t (id)),
            decode(:token_hash, 'hex'))
          returning version, jsonb_build_object('role', role, 'invited_by', invited_by) as event
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select
            case
              when i.status not in ('pending', 'expired') then i.status
              when :renews::boolean and identity.rank(i.role) > identity.rank(m.role) then 'role_too_high'
            end as ending
          from identity.invitations i
          join identity.org_members m on m.org_id = i.org_id and m.user_id = :actor::uuid
          where i.org_id = :org::uuid and i.id = :id::uuid
          for no key update of i
          """);

  private static final Sql RENEW =
      Sql.of(
          """
          update identity.invitations i
          set
            token_hash = decode(:token_hash, 'hex'),
            invited_by = :actor::uuid,
            status = 'pending',
            expires_at = cell.now() + interval '7 days',
            updated_at = cell.now(),
            version = i.version + 1
          where i.org_id = :org::uuid and i.id = :id::uuid
          returning i.version, jsonb_build_object('role', i.role, 'invited_by', i.invited_by) as event
          """);

  private static final Sql REVOKE =
      Sql.of(
          """
          update identity.invitations i
          set status = 'revoked', updated_at = cell.now(), version = i.version + 1
          where i.org_id = :org::uuid and i.id = :id::uuid
          returning i.version, jsonb_build_object('invited_by', i.invited_by) as event
          """);

  /// In the language of whoever sends it: that of whoever gets it isn't known.
  private static final Sql MAIL =
      Sql.of(
          """
          select
            api.mail(jsonb_build_object(
              'template', :template,
              'address', i.email,
              'locale', p.locale,
              'variables', jsonb_build_object('inviter', p.name, 'link', :link))) as mail_id
          from identity.invitations i
          cross join identity.person_of(:session::uuid) p
          where i.org_id = :org::uuid and i.id = :id::uuid
          """);

  private static final Sql ACCEPT =
      Sql.of(
          """
          select a.ending, a.organization_id
          from identity.accept_invitation(:session::uuid, decode(:token_hash, 'hex'), :most::bigint) a
          """);

  private InvitationStore() {}

  static Step invitation(UUID id) {
    return Step.one(ONE, Binds.of("id", id));
  }

  static Step mayGive(String role) {
    return Step.one(MAY_GIVE, Binds.of("role", role));
  }

  static Step maySeat(List<UUID> teams) {
    return Step.one(MAY_SEAT, Binds.of("teams", teams));
  }

  /// @param most how many members the organization may have
  static Step hasRoom(String email, long most) {
    return Step.one(
        HAS_ROOM, Binds.of("email_normalized", EmailAddress.normalized(email)).and("most", most));
  }

  static Step makeWay(String email) {
    return Step.any(MAKE_WAY, Binds.of("email_normalized", EmailAddress.normalized(email)));
  }

  static Step invite(
      UUID id, NewInvitation invitation, String role, List<UUID> teams, InvitationToken token) {
    return Step.one(
        INVITE,
        Binds.of("id", id)
            .and("email", invitation.email())
            .and("email_normalized", EmailAddress.normalized(invitation.email()))
            .and("role", role)
            .and("teams", teams)
            .and("token_hash", token.hash()));
  }

  /// @param renews whether it is to be sent again, which its role must allow the caller
  static Step lock(UUID id, boolean renews) {
    return Step.one(LOCK, Binds.of("id", id).and("renews", renews));
  }

  static Step renew(UUID id, InvitationToken token) {
    return Step.one(RENEW, Binds.of("id", id).and("token_hash", token.hash()));
  }

  static Step revoke(UUID id) {
    return Step.one(REVOKE, Binds.of("id", id));
  }

  /// Files the mail that brings an invitation. Its row is a [SentInvitation.Filed].
  ///
  /// @param session of whoever sends it
  /// @param link by which the invitation is accepted
  static Step mail(UUID id, UUID session, String link) {
    return Step.one(
        MAIL,
        Binds.of("id", id)
            .and("session", session)
            .and("template", InvitationMail.SLUG)
            .and("link", link));
  }

  /// Accepts an invitation for the person of a session. Its row names the organization.
  static Step accept(UUID session, InvitationToken token, long most) {
    return Step.one(
        ACCEPT, Binds.of("session", session).and("token_hash", token.hash()).and("most", most));
  }
}
