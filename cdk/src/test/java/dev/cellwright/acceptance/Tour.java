package dev.cellwright.acceptance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Every operation of the cell, called once as it is meant to be called.
final class Tour {
  private static final Map<String, Answer> ANSWERS = new Tour().taken();

  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private Tour() {}

  /// The answers by operation id.
  static Map<String, Answer> answers() {
    return ANSWERS;
  }

  /// Where the tour doesn't lead: what only a provider that signs can ask, and what needs a mail
  /// that bounced. Their modules' tests do.
  static final Set<String> ELSEWHERE =
      Set.of(
          "hear_provider",
          "hear_provider_at_endpoint",
          "lift_email_suppression",
          "unsubscribe_email");

  static Answer answer(String operation) {
    return Objects.requireNonNull(ANSWERS.get(operation), operation);
  }

  private Answer stop(String operation, Call call) {
    var answer = call.send();
    answers.put(operation, answer);
    return answer;
  }

  private Map<String, Answer> taken() {
    documents();
    people();
    organizations();
    boards();
    tasks();
    permissions();
    roles();
    teams();
    invitations();
    transfer();
    links();
    new NotificationStops(this::stop).take();
    mail();
    superAdmins();
    webhooks();
    endpoints();
    trail();
    return answers;
  }

  private void documents() {
    var anybody = TestedCell.anybody();
    stop("openapi", anybody.get("/api/v1/openapi.json"));
    stop("asyncapi", anybody.get("/api/v1/asyncapi.json"));
    stop("docs", anybody.get("/docs"));
    stop("show_token_keys", anybody.get("/.well-known/jwks.json"));
    stop("show_authzen_configuration", anybody.get("/.well-known/authzen-configuration"));
    stop("health_live", anybody.get("/health/live"));
    stop("health_ready", anybody.get("/health/ready"));
    for (var module :
        new String[] {
          "access", "audit", "identity", "integrations", "notifications", "operations", "tasks"
        }) {
      stop("health_live_" + module, anybody.get("/health/" + module + "/live"));
      stop("health_ready_" + module, anybody.get("/health/" + module + "/ready"));
    }
  }

  private void people() {
    var anybody = TestedCell.anybody();
    var anna = Person.register("anna");
    stop(
        "register",
        anybody.post(
            "/api/v1/auth/register",
            "{\"email\":\"b%s\",\"password\":\"%s\",\"first_name\":\"Bo\",\"last_name\":\"Berg\"}"
                .formatted(anna.email(), Person.PASSWORD)));
    var session =
        stop("log_in", anybody.post("/api/v1/auth/login", anna.credentials(Person.PASSWORD)));
    stop(
        "refresh_tokens",
        anybody.post(
            "/api/v1/auth/refresh",
            "{\"refreshToken\":\"%s\"}".formatted(session.text("tokens/refreshToken"))));
    stop("show_profile", anna.client().get("/api/v1/users/me"));
    stop(
        "edit_profile",
        anna.client()
            .patch(
                "/api/v1/users/me",
                "{\"last_name\":\"Andersen\",\"timezone\":\"Europe/Madrid\",\"locale\":\"es\",\"avatar_url\":\"https://example.org/a.png\"}"));
    stop("log_out", anna.client().post("/api/v1/auth/logout"));
    stop("log_out_everywhere", anna.logIn().client().post("/api/v1/auth/logout-all"));
  }

  private void organizations() {
    var anna = Person.register("anna");
    var ben = Person.register("ben");
    var founded =
        stop(
            "found_organization",
            anna.client().post("/api/v1/organizations", "{\"name\":\"Acme\",\"plan\":\"team\"}"));
    stop(
        "switch_organization",
        anna.client()
            .post("/api/v1/auth/switch", "{\"organization_id\":\"%s\"}".formatted(founded.id())));
    var organization = "/api/v1/organizations/" + founded.id();
    stop("list_organizations", anna.client().get("/api/v1/organizations"));
    stop("show_organization", anna.client().get(organization));
    stop(
        "change_organization",
        anna.client()
            .patch(organization, "{\"name\":\"Acme & Sons\",\"default_timezone\":\"Asia/Tokyo\"}"));
    stop(
        "add_member",
        anna.client()
            .post(
                organization + "/members",
                "{\"user_id\":\"%s\",\"role\":\"guest\"}".formatted(ben.id())));
    stop("list_members", anna.client().get(organization + "/members"));
    var member = organization + "/members/" + ben.id();
    stop("change_member", anna.client().patch(member, "{\"role\":\"manager\"}"));
    stop("remove_member", anna.client().delete(member));
    var carl = Person.register("carl");
    anna.client()
        .post(
            organization + "/members",
            "{\"user_id\":\"%s\",\"role\":\"guest\"}".formatted(carl.id()))
        .expect(201);
    stop("decline_membership", carl.client().delete(organization + "/open-membership"));
  }

  private void boards() {
    var anna = Person.register("anna").client();
    var made =
        stop(
            "add_board",
            anna.post(
                "/api/v1/boards",
                "{\"name\":\"Sprint\",\"view_type\":\"list\",\"config\":{\"a\":[1,{\"b\":null}]},\"columns\":[{\"name\":\"To do\"},{\"name\":\"Done\",\"config\":{\"limit\":3}}]}"));
    var board = "/api/v1/boards/" + made.id();
    stop("list_boards", anna.get("/api/v1/boards"));
    stop("show_board", anna.get(board));
    stop("change_board", anna.patch(board, "{\"name\":\"Sprint 2\",\"config\":{\"a\":null}}"));
    var added =
        stop("add_column", anna.post(board + "/columns", "{\"name\":\"Waiting\",\"config\":{}}"));
    stop("list_columns", anna.get(board + "/columns"));
    var column = board + "/columns/" + added.id();
    stop("show_column", anna.get(column));
    stop("change_column", anna.patch(column, "{\"name\":\"Blocked\"}"));
    stop(
        "order_columns",
        anna.patch(
            board + "/columns",
            "{\"columns\":[{\"id\":\"%s\"},{\"name\":\"New\"}]}".formatted(added.id())));
    stop("delete_column", anna.delete(column));
    stop("delete_board", anna.delete(board));
  }

  private void tasks() {
    var anna = Person.register("anna");
    var client = anna.client();
    var board =
        client
            .post("/api/v1/boards", "{\"name\":\"B\",\"columns\":[{\"name\":\"C\"}]}")
            .expect(201);
    var parent = anna.addTask("The whole").id();
    var made =
        stop(
            "add_task",
            client.post(
                "/api/v1/tasks",
                """
                {"title": "Pay the rent", "description": "by transfer", "status": "blocked", "priority": "urgent",
                 "due_date": "2027-01-31T09:30:00.123456+05:30", "start_date": "2027-01-01T00:00:00Z",
                 "column_id": "%s", "parent_id": "%s", "assignee_id": "%s", "metadata": {"account": "ES91 2100"}}
                """
                    .formatted(board.text("columns/0/id"), parent, anna.id())));
    var task = "/api/v1/tasks/" + made.id();
    stop(
        "add_tasks",
        client.post(
            "/api/v1/tasks/bulk",
            "{\"tasks\":[{\"title\":\"One\",\"column_id\":\"%s\"},{\"title\":\"Two\"}]}"
                .formatted(board.text("columns/0/id"))));
    stop("list_tasks", client.get("/api/v1/tasks"));
    stop("show_task", client.get(task));
    stop("change_task", client.patch(task, "{\"title\":\"Pay\",\"priority\":null}"));
    stop("move_task", client.patch(task + "/move", "{}"));
    stop("complete_task", client.put(task + "/completion"));
    stop("reopen_task", client.delete(task + "/completion"));
    stop("delete_task", client.delete(task));
  }

  private void permissions() {
    var anna = Person.register("anna");
    var client = anna.client();
    var task = anna.addTask("The rent").id();
    var tuple =
        "{\"namespace\":\"task\",\"object_id\":\"%s\",\"relation\":\"viewer\",\"subject\":{\"type\":\"organization\",\"id\":\"%s\",\"relation\":\"member\"}}"
            .formatted(task, anna.organization());
    stop("grant_permission", client.post("/api/v1/permissions/grant", tuple));
    stop("list_permissions", client.get("/api/v1/permissions"));
    var viewing =
        "{\"namespace\":\"task\",\"object_id\":\"%s\",\"relation\":\"view\"}".formatted(task);
    stop("check_permissions", client.post("/api/v1/permissions/check", viewing));
    stop("list_my_access", client.get("/api/v1/permissions/my-access?namespace=task"));
    stop("explain_permission", client.post("/api/v1/permissions/explain", viewing));
    stop("expand_relation", client.post("/api/v1/permissions/expand", viewing));
    stop(
        "audit_permissions",
        client.get("/api/v1/permissions/audit?namespace=task&object_id=" + task));
    stop(
        "list_objects",
        client.post(
            "/api/v1/permissions/list-objects", "{\"namespace\":\"task\",\"relation\":\"view\"}"));
    stop("list_users", client.post("/api/v1/permissions/list-users", viewing));
    stop(
        "think_through_changes",
        client.post(
            "/api/v1/permissions/what-if",
            "{\"changes\":[%s],\"permissions\":[\"task#view\"]}"
                .formatted(tuple.replaceFirst("\\{", "{\"change\":\"remove\","))));
    stop("revoke_permission", client.post("/api/v1/permissions/revoke", tuple));
    var evaluation =
        "{\"subject\":{\"type\":\"user\",\"id\":\"%s\"},\"action\":{\"name\":\"view\"},\"resource\":{\"type\":\"task\",\"id\":\"%s\"}}"
            .formatted(anna.id(), task);
    stop("evaluate_access", client.post("/access/v1/evaluation", evaluation));
    stop(
        "evaluate_accesses",
        client.post("/access/v1/evaluations", "{\"evaluations\":[%s]}".formatted(evaluation)));
  }

  private void roles() {
    var client = Person.register("anna").client();
    var made =
        stop(
            "add_role",
            client.post(
                "/api/v1/roles",
                "{\"name\":\"planner\",\"permissions\":[\"task:*\",\"board:view\"]}"));
    var role = "/api/v1/roles/" + made.id();
    stop("list_roles", client.get("/api/v1/roles"));
    stop("list_role_templates", client.get("/api/v1/roles/templates"));
    stop("show_role", client.get(role));
    stop("change_role", client.patch(role, "{\"description\":\"Plans the work\"}"));
    stop("list_assignees", client.get(role + "/assignees"));
    stop("delete_role", client.delete(role));
  }

  private void teams() {
    var anna = Person.register("anna").found("Acme");
    var ben = Person.register("ben");
    anna.admit(ben, "member");
    ben.switchTo(anna.organization());
    var client = anna.client();
    var made =
        stop(
            "add_team",
            client.post(
                "/api/v1/teams",
                "{\"name\":\"Crew\",\"description\":\"\",\"visibility\":\"private\"}"));
    var team = "/api/v1/teams/" + made.id();
    stop("list_teams", client.get("/api/v1/teams"));
    stop("show_team", client.get(team));
    stop("change_team", client.patch(team, "{\"visibility\":\"public\"}"));
    stop(
        "add_team_members",
        client.post(
            team + "/members", "{\"user_ids\":[\"%s\"],\"role\":\"member\"}".formatted(ben.id())));
    stop("list_team_members", client.get(team + "/members"));
    var member = team + "/members/" + ben.id();
    stop("change_team_member", client.patch(member, "{\"role\":\"lead\"}"));
    stop("remove_team_member", client.delete(member));
    stop("list_linked_of_teams", client.get(team + "/linked/*"));
    stop("delete_team", client.delete(team));
  }

  private void invitations() {
    var anna = Person.register("anna").found("Acme");
    var ben = Person.register("ben");
    var sent =
        stop(
            "invite",
            anna.client()
                .post(
                    "/api/v1/invitations",
                    "{\"email\":\"%s\",\"role\":\"manager\",\"team_ids\":[]}"
                        .formatted(ben.email())));
    stop("list_invitations", anna.client().get("/api/v1/invitations"));
    var _ = TestedCell.mailTo(ben.email(), 1);
    stop("resend_invitation", anna.client().post("/api/v1/invitations/" + sent.id() + "/resend"));
    var token = TestedCell.invitationToken(TestedCell.mailTo(ben.email(), 2));
    stop("accept_invitation", ben.client().get("/api/v1/invitations/accept?token=" + token));
    var carl =
        anna.client()
            .post("/api/v1/invitations", "{\"email\":\"carl-%s\"}".formatted(ben.email()))
            .expect(201);
    stop("revoke_invitation", anna.client().delete("/api/v1/invitations/" + carl.id()));
  }

  private void transfer() {
    var anna = Person.register("anna").found("Acme");
    var ben = Person.register("ben");
    anna.admit(ben, "member");
    ben.switchTo(anna.organization());
    stop(
        "transfer_ownership",
        anna.client()
            .post(
                "/api/v1/organizations/" + anna.organization() + "/transfer",
                "{\"newOwnerId\":\"%s\",\"password\":\"%s\"}"
                    .formatted(ben.id(), Person.PASSWORD)));
  }

  private void links() {
    var anna = Person.register("anna");
    var client = anna.client();
    var task = anna.addTask("Call").id();
    var board = client.post("/api/v1/boards", "{\"name\":\"Calls\"}").expect(201).id();
    var made =
        stop(
            "add_link",
            client.post(
                "/api/v1/links",
                "{\"source\":{\"type\":\"task\",\"id\":\"%s\"},\"target\":{\"type\":\"board\",\"id\":\"%s\"},\"relationship\":\"associated\"}"
                    .formatted(task, board)));
    stop("list_links", client.get("/api/v1/links?source_type=task&source_id=" + task));
    stop("list_linked_of_tasks", client.get("/api/v1/tasks/" + task + "/linked/boards"));
    stop("list_linked_of_boards", client.get("/api/v1/boards/" + board + "/linked/*"));
    stop("delete_link", client.delete("/api/v1/links/" + made.id()));
  }

  private void superAdmins() {
    var root = Person.register("root");
    var other = Person.register("other");
    TestedCell.appointSuperAdmin(root.email());
    var client = root.client();
    stop("list_cell_organizations", client.get("/api/v1/admin/organizations"));
    stop(
        "change_plan",
        client.patch(
            "/api/v1/admin/organizations/" + other.organization(), "{\"plan\":\"enterprise\"}"));
    stop("list_super_admins", client.get("/api/v1/admin/super-admins"));
    stop(
        "appoint_super_admin",
        client.post("/api/v1/admin/super-admins", "{\"user_id\":\"%s\"}".formatted(other.id())));
    stop("dismiss_super_admin", client.delete("/api/v1/admin/super-admins/" + other.id()));
  }

  private void mail() {
    var client = Person.register("anna").client();
    var templates = "/api/v1/email-templates";
    var template = templates + "/notification";
    stop("read_feed", client.get("/api/v1/notifications/feed?after=0"));
    stop("list_email_log", client.get("/api/v1/email-log"));
    stop("list_email_suppressions", client.get("/api/v1/email-suppressions"));
    stop("list_email_templates", client.get(templates));
    stop("show_email_template", client.get(template));
    stop(
        "put_email_template",
        client.put(
            template,
            "{\"subject\":\"News\",\"body_html\":\"<p>{{title}}</p>\",\"locale\":\"en\"}"));
    stop("preview_email_template", client.post(template + "/preview", "{}"));
    stop("test_email_template", client.post(template + "/test", "{}"));
    stop("delete_email_template", client.delete(template));
  }

  private void webhooks() {
    var client = Person.register("anna").client();
    stop("list_event_types", TestedCell.anybody().get("/api/v1/event-types"));
    var made =
        stop(
            "register_webhook",
            client.post(
                "/api/v1/webhooks",
                "{\"url\":\"http://127.0.0.1:10009/in\",\"events\":[\"task.*\"],\"name\":\"Mirror\",\"description\":\"\"}"));
    var webhook = "/api/v1/webhooks/" + made.id();
    stop("list_webhooks", client.get("/api/v1/webhooks"));
    stop("show_webhook", client.get(webhook));
    stop("change_webhook", client.patch(webhook, "{\"events\":[\"*\"]}"));
    stop("rotate_webhook_secret", client.post(webhook + "/rotate-secret"));
    var tested = stop("test_webhook", client.post(webhook + "/test"));
    stop("list_deliveries", client.get(webhook + "/deliveries"));
    var delivery = "/api/v1/webhooks/deliveries/" + tested.text("delivery_id");
    stop("show_delivery", client.get(delivery));
    stop("retry_delivery", client.post(delivery + "/retry"));
    stop(
        "replay_deliveries",
        client.post(
            webhook + "/replay",
            "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}"));
    stop("poll_webhook", client.get(webhook + "/events?limit=10"));
    stop("delete_webhook", client.delete(webhook));
  }

  private void endpoints() {
    var client = Person.register("anna").client();
    var made =
        stop(
            "open_endpoint",
            client.post(
                "/api/v1/webhook-endpoints", "{\"provider\":\"github\",\"name\":\"Repository\"}"));
    var endpoint = "/api/v1/webhook-endpoints/" + made.id();
    stop("list_endpoints", client.get("/api/v1/webhook-endpoints"));
    stop("show_endpoint", client.get(endpoint));
    stop("change_endpoint", client.patch(endpoint, "{\"name\":\"Repositories\"}"));
    stop(
        "give_endpoint_secret",
        client.post(endpoint + "/secrets", "{\"secret\":\"It's a Secret to Everybody\"}"));
    stop("close_endpoint", client.delete(endpoint));
  }

  private void trail() {
    var anna = Person.register("anna");
    var client = anna.client();
    var task = anna.addTask("On the trail").id();
    var trail = stop("list_trail", client.get("/api/v1/audit?entity_id=" + task));
    stop("list_own_acts", client.get("/api/v1/audit/mine"));
    stop("list_own_security_log", client.get("/api/v1/audit/me"));
    stop("show_retention", client.get("/api/v1/audit/retention"));
    stop("choose_retention", client.put("/api/v1/audit/retention", "{\"months\":36}"));
    var export =
        stop(
            "request_audit_export",
            client.post(
                "/api/v1/audit/export",
                "{\"from\":\"2000-01-01\",\"to\":\"2999-01-01\",\"format\":\"jsonl\"}"));
    // The file is written behind the queue, which seals the trail first.
    var path = "/api/v1/audit/export/" + export.text("jobId");
    var shown = stop("show_audit_export", client.get(path));
    for (int tries = 0; tries < 300 && !shown.text("status").equals("done"); tries++) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      shown = stop("show_audit_export", client.get(path));
    }
    var seals = stop("list_seals", client.get("/api/v1/audit/seals"));
    stop("show_seal", client.get("/api/v1/audit/seals/" + seals.text("data/0/number")));
    stop("list_seal_keys", client.get("/api/v1/audit/keys"));
    stop("prove_row", client.get("/api/v1/audit/" + trail.text("data/0/id") + "/proof"));
  }
}
