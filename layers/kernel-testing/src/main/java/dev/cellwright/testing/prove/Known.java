package dev.cellwright.testing.prove;

import java.util.Map;

/// What may differ from the rule, each by name and with its reason. Whatever else differs is a
/// leak.
final class Known {
  /// The column that says whose a row is.
  static final String TENANT_COLUMN = "org_id";

  /// Tables about people, who belong to no organization: only functions of `cw_people` or
  /// `cw_audit` reach them.
  static final Map<String, String> PEOPLE =
      Map.of(
          "identity.users", "a person may belong to many organizations",
          "identity.sessions", "a log-in is a person's",
          "identity.refresh_tokens", "a session's, and so a person's",
          "identity.sign_in_attempts", "counted before anybody is known",
          "identity.super_admins", "running the cell is a person's, and of no organization",
          "core.person_keys", "a person's key seals what every organization's trail says of them");

  /// Tables that hold nothing of anybody's.
  static final Map<String, String> GLOBAL =
      Map.ofEntries(
          Map.entry("core.event_types", "which module publishes what; written by migrations"),
          Map.entry(
              "core.entity_types", "which kinds of entities there are; written by migrations"),
          Map.entry(
              "core.email_templates", "which mail the cell can write; written by deployments"),
          Map.entry("core.notices", "who is told of what; written by deployments"),
          Map.entry("core.listeners", "who listens to what; written when the cell is migrated"),
          Map.entry("core.scheduled_jobs", "which jobs there are, and how they went last"),
          Map.entry("core.job_executions", "how jobs went, in numbers"),
          Map.entry("cell.clock_offset", "one row, the cell's clock"),
          Map.entry("priv.rotation_turn", "one row, the rotation that runs"),
          Map.entry(
              "priv.context_keys", "the keys of contexts; read by the function that checks them"),
          Map.entry("authz.relations", "what codes in tuples mean; written with a model"),
          Map.entry("authz.subjects", "what codes in tuples mean; written with a model"),
          Map.entry("authz.conditions", "what codes in tuples mean; written with a model"),
          Map.entry("authz.types", "the current model; written with it"),
          Map.entry("authz.restrictions", "the current model; written with it"),
          Map.entry("authz.models", "the models; each written when it is installed"),
          Map.entry("audit.seals", "the cell's chain; written by the functions that seal"),
          Map.entry("audit.seal_keys", "public keys; written by the functions that seal"));

  /// Tables outside a module's own schema that its role may reach.
  static final Map<String, String> LENT =
      Map.of(
          "core.audit_log m_audit", "it shows the trail",
          "authz.roles m_access", "custom roles are its to make",
          "core.entities m_access", "it lists what somebody may do with things of any type");

  /// Schemas of the functions that a permission model is made into. They see no more than their
  /// caller, and nobody but `cw_access` gets into the schema: a lint holds them to that, so that
  /// their hundreds need no attack each.
  static final String DECIDERS = "'^authz_[0-9a-f]{12}$'";

  /// The schema of Flyway's histories.
  static final String HISTORIES = "migration_history";

  /// Tables that no tenant's policy opens, because their own tenant doesn't read them either.
  static final Map<String, String> UNREAD =
      Map.ofEntries(
          Map.entry("core.outbox", "events are written, and read by the relay alone"),
          Map.entry(
              "core.due_events", "events for later are written, and moved by the relay alone"),
          Map.entry("core.entity_counters", "numbers are given by the function that files events"),
          Map.entry(
              "core.inbox", "what took effect is looked up by the function that accepts events"),
          Map.entry("core.inbox_positions", "as the inbox is"),
          Map.entry("core.commands", "results are looked up by the functions that repeat them"),
          Map.entry(
              "core.letters",
              "letters may hold links that let somebody in: the function that sends takes them"),
          Map.entry("core.rate_buckets", "tokens are taken by the function that leases them"),
          Map.entry("access.objects", "counts changes, for the functions that number events"));

  /// Tables that are not on the trail.
  static final Map<String, String> OFF_THE_TRAIL =
      Map.ofEntries(
          Map.entry("core.audit_log", "it is the trail"),
          Map.entry("audit.batches", "what the trail's rows are sealed into"),
          Map.entry("core.outbox", "a consequence of changes that are on the trail"),
          Map.entry("core.due_events", "a consequence of changes that are on the trail"),
          Map.entry("core.entity_counters", "counts events, which are a consequence of changes"),
          Map.entry("core.inbox", "notes which event caused changes that are on the trail"),
          Map.entry("core.inbox_positions", "as the inbox does"),
          Map.entry("core.entities", "the twin of rows that are on the trail"),
          Map.entry("core.commands", "a consequence of changes that are on the trail"),
          Map.entry("core.rate_buckets", "counts requests, and changes nothing of anybody's"),
          Map.entry("access.objects", "counts changes of tuples, which are on the trail"),
          Map.entry("notifications.rooms", "counts what is told of changes that are on the trail"),
          Map.entry("notifications.feed", "tells of changes that are on the trail, for a day"),
          Map.entry("notifications.connections", "who is looking is nobody's business"),
          Map.entry(
              "integrations.webhook_deliveries", "a consequence of changes that are on the trail"),
          Map.entry(
              "integrations.provider_events", "told from outside, and changes nothing by itself"),
          Map.entry(
              "notifications.notifications",
              "tells of changes that are on the trail; what one read is nobody's business"),
          Map.entry("notifications.inboxes", "counts what is unread"),
          Map.entry(
              "notifications.email_log",
              "is a log itself, of what changes on the trail led to; it names addresses"),
          Map.entry(
              "core.letters",
              "wait to be sent because of changes that are on the trail, and may hold links"),
          Map.entry("core.person_keys", "a key that is destroyed says so in its own row"));

  /// Keys and indexes that don't begin with the organization.
  static final Map<String, String> UNLED =
      Map.of(
          "core.audit_log_commits",
          "leads with the transaction: functions of cw_trail seal the cell's rows in commit order",
          "identity.org_members_person",
          "leads with the person: functions of cw_people find one person's own organizations",
          "identity.invitations_token",
          "leads with a token's hash: who accepts is in no organization yet; nobody finds a second"
              + " token of 256 random bits",
          "integrations.provider_endpoints_token",
          "leads with a token's hash: a provider is in no organization, and the token is the way in",
          "core.outbox_published",
          "leads with the time: the relay forgets what is old, of everybody",
          "core.due_events_due",
          "leads with the time: the relay moves what is due, of everybody",
          "core.inbox_handled",
          "leads with the time: the relay forgets what is old, of everybody",
          "notifications.connections_id",
          "leads with the connection: API Gateway names none but that; nobody makes one up");

  /// Definer functions that tell something before anybody is logged in.
  static final Map<String, String> TELLING =
      Map.ofEntries(
          Map.entry(
              "identity.person_of(uuid)",
              "by the id of a session that registering or logging in has just made"),
          Map.entry(
              "identity.organizations_of(uuid)",
              "by the id of a session that registering or logging in has just made"),
          Map.entry(
              "identity.told_log_in(uuid)", "by the id of a session that logging in has just made"),
          Map.entry("identity.credentials(text)", "logging in begins with an address"),
          Map.entry(
              "identity.log_in(text, uuid, text, uuid, uuid, bytea, text)",
              "for whom the password was found right"),
          Map.entry("identity.refresh(bytea, uuid, bytea)", "for who holds the refresh token"),
          Map.entry("identity.invitation_of(bytea)", "for who holds the invitation's token"),
          Map.entry(
              "identity.accept_invitation(uuid, bytea, bigint)",
              "for who holds the invitation's token, and the session just begun"),
          Map.entry(
              "integrations.door(text, bytea)", "for who holds the token of an endpoint's path"),
          Map.entry(
              "integrations.receive(text, bytea, jsonb, text)",
              "for who holds the token of an endpoint's path"),
          Map.entry(
              "notifications.unsubscribe(uuid, uuid, uuid)", "for who holds the key in a mail"));

  /// Functions that see all tenants' rows, each with the one role that may call it.
  static final Map<String, String> SPANNING =
      Map.of(
          "relay.turn(jsonb, integer, integer) m_relay",
          "events of all organizations are what the relay carries");

  /// Roles that own what may see more, and log in nowhere.
  static final String INNER_ROLES =
      "array['cw_owner', 'cw_kernel', 'cw_people', 'cw_search', 'cw_audit', 'cw_access', 'cw_relay',"
          + " 'cw_vault', 'cw_trail', 'cw_archive', 'cw_migrator']";

  private Known() {}

  static boolean isPeople(Table table) {
    return PEOPLE.containsKey(table.qualified());
  }

  static boolean isGlobal(Table table) {
    return GLOBAL.containsKey(table.qualified()) || table.schema().equals(HISTORIES);
  }
}
