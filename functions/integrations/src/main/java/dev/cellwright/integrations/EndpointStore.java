package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.provider.Verdict;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about endpoints for providers, and what they tell there.
final class EndpointStore {
  /// What an organization may have.
  static final int MOST = 50;

  /// What a [ProviderEndpoint] is read from.
  private static final String COLUMNS =
      """
      e.id, e.org_id, e.provider, e.name, e.active,
      exists (
        select from integrations.webhook_secrets s
        where s.org_id = e.org_id and s.endpoint_id = e.id and (s.expires_at is null or s.expires_at > cell.now())) as has_secret,
      e.created_by, e.created_at, e.updated_at, e.version\
      """;

  static final Listing<ProviderEndpoint> ENDPOINTS =
      Listing.of(ProviderEndpoint.class)
          .from("integrations.provider_endpoints e")
          .where("e.org_id = :org::uuid")
          .key("e.id")
          .shows(COLUMNS)
          .choice("name", "e.name", Type.TEXT)
          .filter("provider", "e.provider", Type.TEXT)
          .filter("active", "e.active", Type.BOOLEAN)
          .choice("created_at", "e.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<ProviderEndpoint> ONE =
      Query.of(
          ProviderEndpoint.class,
          """
          select %s
          from integrations.provider_endpoints e
          where e.org_id = :org::uuid and e.id = :id::uuid
          """
              .formatted(COLUMNS));

  private static final Sql ROOM =
      Sql.of(
          """
          with turn as materialized (
            select pg_advisory_xact_lock(hashtextextended('endpoints ' || :org, 0))::text as taken
          )
          select turn.taken, case when (
            select count(*) from integrations.provider_endpoints e where e.org_id = :org::uuid) >= :most::int
            then 'full' end as ending
          from turn
          """);

  private static final Sql OPEN =
      Sql.of(
          """
          insert into integrations.provider_endpoints (id, provider, name, token_hash)
          values (:id::uuid, :provider, :name, :token_hash::bytea)
          returning id
          """);

  private static final Sql SHOW =
      Sql.of(
          """
          select %s
          from integrations.provider_endpoints e
          where e.org_id = :org::uuid and e.id = :id::uuid
          """
              .formatted(COLUMNS));

  private static final Sql LOCK =
      Sql.of(
          """
          select e.id, case when e.version <> :seen::bigint then 'changed' end as ending
          from integrations.provider_endpoints e
          where e.org_id = :org::uuid and e.id = :id::uuid
          for no key update
          """);

  /// What is wrong with a secret, for the provider of an endpoint.
  record Unfit(String why) {}

  private static final Sql SIGNS_WITH =
      Sql.of(
          """
          select :refusing::jsonb ->> e.provider as why, case when :refusing::jsonb ? e.provider then 'unfit' end as ending
          from integrations.provider_endpoints e
          where e.org_id = :org::uuid and e.id = :id::uuid
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update integrations.provider_endpoints e
          set
            name = coalesce(:changes::jsonb ->> 'name', e.name),
            active = coalesce((:changes::jsonb ->> 'active')::boolean, e.active),
            version = e.version + 1,
            updated_at = cell.now()
          where e.org_id = :org::uuid and e.id = :id::uuid
          returning e.id
          """);

  private static final Sql DELETE =
      Sql.of(
          """
          delete from integrations.provider_endpoints e
          where e.org_id = :org::uuid and e.id = :id::uuid
          returning e.id
          """);

  /// An endpoint that a token opens.
  record Door(UUID endpointId, String secrets) {}

  static final Query<Door> DOOR =
      Query.of(
          Door.class,
          "select d.endpoint_id, d.secrets from integrations.door(:provider, :token_hash::bytea) d");

  private static final Sql RECEIVE =
      Sql.of(
          """
          select nullif(integrations.receive(:provider, :token_hash::bytea, :event::jsonb, :body), 'filed') as ending
          """);

  private EndpointStore() {}

  static Step room() {
    return Step.one(ROOM, Binds.of("most", MOST));
  }

  static Step open(UUID id, NewEndpoint endpoint, String hash) {
    var name = endpoint.name();
    return Step.one(
        OPEN,
        Binds.of("id", id)
            .and("provider", endpoint.provider())
            .and("name", name == null ? endpoint.provider() : name)
            .and("token_hash", "\\x" + hash));
  }

  static Step show(UUID id) {
    return Step.one(SHOW, Binds.of("id", id));
  }

  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK, Binds.of("id", id).and("seen", seen));
  }

  /// Ends a command whose secret is none of the endpoint's provider.
  ///
  /// @param refusing providers that can't sign with it, and why
  static Step signsWith(UUID id, Map<String, String> refusing) {
    var why = JsonNodeFactory.instance.objectNode();
    refusing.forEach(why::put);
    return Step.one(SIGNS_WITH, Binds.of("id", id).and("refusing", why));
  }

  static Step change(UUID id, @Nullable EndpointPatch patch) {
    return Step.one(
        CHANGE,
        Binds.of("id", id)
            .and(
                "changes",
                patch == null ? JsonNodeFactory.instance.objectNode() : Changes.of(patch)));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }

  static Binds door(String provider, String hash) {
    return Binds.of("provider", provider).and("token_hash", hash);
  }

  static Step receive(
      String provider, @Nullable String hash, Verdict.Accepted accepted, String body) {
    var time = accepted.occurredAt();
    var event =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", accepted.eventId())
            .put("type", accepted.type())
            .put("subject", accepted.subject())
            .put("occurred_at", time == null ? null : time.toString())
            .put("number", accepted.number())
            .put("account", accepted.account());
    return Step.one(
        RECEIVE,
        Binds.of("provider", provider)
            .and("token_hash", hash)
            .and("event", event)
            .and("body", body));
  }
}
