package dev.cellwright.testing.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// An organization as it is in the cell: its people at work, its boards with their columns. What is
/// there already is found, what is missing is made.
///
/// @param columns of each board, in order
record Place(PlannedOrganization plan, List<Account> people, List<List<String>> columns) {

  /// @param people have registered; the first one founds the organization
  static Place make(PlannedOrganization plan, List<Account> people) {
    var founder = people.getFirst();
    var organization = organization(founder, plan);
    founder.workIn(organization);
    admit(organization, people);
    teams(plan, people);
    return new Place(plan, people, boards(plan, founder));
  }

  private static String organization(Account founder, PlannedOrganization plan) {
    if (!founder.fresh()) {
      for (var each : founder.get("/api/v1/organizations?limit=100").path("data")) {
        if (each.path("slug").asText().equals(plan.slug())) {
          return each.path("id").asText();
        }
      }
    }
    return founder
        .post("/api/v1/organizations", json().put("name", plan.name()).put("slug", plan.slug()))
        .expect(201)
        .path("id")
        .asText();
  }

  private static void admit(String organization, List<Account> people) {
    var founder = people.getFirst();
    var members = "/api/v1/organizations/" + organization + "/members";
    for (var person : people.subList(1, people.size())) {
      var reply =
          founder.post(
              members, json().put("user_id", person.id()).put("role", person.person().role()));
      // Who is a member already stays one.
      if (reply.status() != 409 || person.fresh()) {
        reply.expect(201);
      }
      person.workIn(organization);
    }
  }

  private static void teams(PlannedOrganization plan, List<Account> people) {
    var founder = people.getFirst();
    var known = known(founder, "/api/v1/teams");
    for (int team = 0; team < plan.teams(); team++) {
      if (known.containsKey(plan.teamName(team))) {
        continue;
      }
      var made = founder.post("/api/v1/teams", json().put("name", plan.teamName(team))).expect(201);
      var members = json();
      var ids = members.putArray("user_ids");
      for (int person = 1 + team; person < people.size(); person += plan.teams()) {
        ids.add(people.get(person).id());
      }
      founder.post("/api/v1/teams/" + made.path("id").asText() + "/members", members).expect(201);
    }
  }

  private static List<List<String>> boards(PlannedOrganization plan, Account founder) {
    var known = known(founder, "/api/v1/boards");
    var boards = new ArrayList<List<String>>();
    for (int board = 0; board < plan.boards(); board++) {
      var name = plan.boardName(board);
      var there = known.get(name);
      boards.add(
          columns(
              there == null
                  ? founder.post("/api/v1/boards", newBoard(plan, name)).expect(201)
                  : founder.get("/api/v1/boards/" + there)));
    }
    return boards;
  }

  private static ObjectNode newBoard(PlannedOrganization plan, String name) {
    var board = json().put("name", name).put("view_type", "kanban");
    var columns = board.putArray("columns");
    plan.tongue().columns().forEach(column -> columns.addObject().put("name", column));
    return board;
  }

  private static List<String> columns(JsonNode board) {
    return StreamSupport.stream(board.path("columns").spliterator(), false)
        .map(column -> column.path("id").asText())
        .toList();
  }

  /// The ids of what is there, by name.
  private static Map<String, String> known(Account reader, String path) {
    var known = new HashMap<String, String>();
    if (!reader.fresh()) {
      for (var each : reader.get(path + "?limit=100").path("data")) {
        known.putIfAbsent(each.path("name").asText(), each.path("id").asText());
      }
    }
    return known;
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
