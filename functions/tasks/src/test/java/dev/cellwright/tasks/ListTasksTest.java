package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTasksTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void pagesTellWhereTheyAre() {
    var anna = withTasks("a", "b", "c", "d", "e");

    var second = anna.get("/api/v1/tasks?page=2&limit=2&sort=title:asc");

    assertThat(titles(second)).containsExactly("c", "d");
    assertThat(cell.databaseCallsOf(second)).isEqualTo(1);
    assertThat(second.at("meta/page").asInt()).isEqualTo(2);
    assertThat(second.at("meta/limit").asInt()).isEqualTo(2);
    assertThat(second.at("meta/total").asInt()).isEqualTo(5);
    assertThat(second.at("meta/totalPages").asInt()).isEqualTo(3);
    assertThat(second.at("meta/hasNext").asBoolean()).isTrue();
    assertThat(second.at("meta/hasPrev").asBoolean()).isTrue();
  }

  @Test
  void aPageBehindTheLastIsEmptyAndTellsTheTotal() {
    var anna = withTasks("a", "b");

    var beyond = anna.get("/api/v1/tasks?page=9&limit=2");

    assertThat(titles(beyond)).isEmpty();
    assertThat(beyond.at("meta/total").asInt()).isEqualTo(2);
    assertThat(beyond.at("meta/hasNext").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title:asc",
        "title:desc",
        "created_at:desc",
        "status:asc,title:desc",
        "due_date:asc",
        "due_date:desc,title:asc",
        "status:desc,due_date:asc"
      })
  void followingTheCursorShowsEveryTaskOnceInOrder(String sort) {
    var anna = cell.register("anna");
    for (int i = 0; i < 11; i++) {
      anna.post(
          "/api/v1/tasks",
          i % 3 == 0
              ? Map.of("title", "t" + i)
              : Map.of(
                  "title", "t" + i,
                  "status", i % 2 == 0 ? "blocked" : "todo",
                  "due_date", "2026-01-0" + (1 + i % 4) + "T00:00:00Z"));
    }
    var whole = titles(anna.get("/api/v1/tasks?limit=100&sort=" + sort));

    var followed = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          anna.get(
              "/api/v1/tasks?limit=3&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      followed.addAll(titles(page));
      cursor = page.at("meta/cursor").asText("");
      assertThat(page.at("meta/hasNext").asBoolean()).isEqualTo(!page.at("meta/cursor").isNull());
    } while (!cursor.isEmpty() && !cursor.equals("null"));

    assertThat(followed).containsExactlyElementsOf(whole).hasSize(11);
  }

  @Test
  void filtersCombine() {
    var anna = cell.register("anna");
    anna.post("/api/v1/tasks", Map.of("title", "a", "status", "blocked", "priority", "high"));
    anna.post("/api/v1/tasks", Map.of("title", "b", "status", "blocked", "priority", "low"));
    anna.post("/api/v1/tasks", Map.of("title", "c", "due_date", "2026-03-01T00:00:00Z"));

    assertThat(titles(filtered(anna, "filter[status]", "blocked")))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(titles(filtered(anna, "filter[status]", "blocked", "filter[priority]", "high")))
        .containsExactly("a");
    assertThat(titles(filtered(anna, "filter[status]", "blocked,todo"))).hasSize(3);
    assertThat(titles(filtered(anna, "filter[status.ne]", "blocked"))).containsExactly("c");
    assertThat(titles(filtered(anna, "filter[due_date.gte]", "2026-01-01"))).containsExactly("c");
    assertThat(titles(filtered(anna, "filter[due_date.lt]", "2026-01-01"))).isEmpty();
    assertThat(titles(filtered(anna, "filter[due_date.set]", "false")))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void searchFindsAllWordsWholeOrAsPrefix() {
    var anna = withTasks("Call the plumber", "Call mother", "Плата за воду");

    assertThat(titles(filtered(anna, "search", "call plum"))).containsExactly("Call the plumber");
    assertThat(titles(filtered(anna, "search", "CALL"))).hasSize(2);
    assertThat(titles(filtered(anna, "search", "плат"))).containsExactly("Плата за воду");
    assertThat(titles(filtered(anna, "search", "' | & ! :* ("))).isEmpty();
    assertThat(titles(filtered(anna, "search", "umber"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=-1",
        "page=0",
        "page=x",
        "page=1000000000",
        "page=10001",
        "limit=0",
        "limit=101",
        "limit=1000000000",
        "limit=",
        "sort=nope",
        "sort=title:up",
        "sort=title,title",
        "sort=description",
        "sort=title;drop",
        "filter%5Bnope%5D=1",
        "filter%5Bstatus.like%5D=1",
        "filter%5Bdue_date.gte%5D=yesterday",
        "filter%5Bassignee_id%5D=1",
        "nope=1",
        "cursor=nope",
        "cursor=e30",
        "page=1&page=2",
        "search=%00",
        "filter%5Bstatus%5D=%00",
        "filter%5Bpriority.gt%5D%27%20or%201=1"
      })
  void whatAListCanNotDoIsSaid(String query) {
    var anna = cell.register("anna");

    var refused = anna.get("/api/v1/tasks?" + query);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("VALIDATION_ERROR");
    assertThat(refused.at("error/details/0/message").asText()).isNotBlank();
  }

  @Test
  void longTextsShortenAPageButLoseNothing() {
    var anna = cell.register("anna");
    var text = "x".repeat(32_000);
    for (int i = 0; i < 30; i++) {
      anna.post("/api/v1/tasks", Map.of("title", "t" + i, "description", text));
    }

    assertThat(followed(anna, "created_at:asc")).isEqualTo(30);
  }

  @Test
  void wideRowsShortenAPageToo() {
    var anna = cell.register("anna");
    for (int i = 0; i < 90; i++) {
      var task =
          anna.post(
              "/api/v1/tasks",
              Map.of("title", "🐈".repeat(500), "metadata", Map.of("a", "x".repeat(8_000))));
      assertThat(task.status()).isEqualTo(201);
    }

    assertThat(followed(anna, "title:asc,created_at:asc")).isEqualTo(90);
  }

  @Test
  void aCursorThatIsMadeUpIsRefused() {
    var anna = cell.register("anna");
    var id = cell.ids().next();
    for (var value : List.of("a\\u0000b", "\\ud800")) {
      for (var page : List.of("2", "1", "2147483647")) {
        var cursor =
            "{\"o\":\"title:asc\",\"p\":" + page + ",\"v\":[\"" + value + "\",\"" + id + "\"]}";
        var refused =
            anna.get(
                "/api/v1/tasks?sort=title&cursor="
                    + Base64.getUrlEncoder()
                        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.status()).as(cursor).isEqualTo(400);
      }
    }
  }

  /// Follows the cursor through all tasks, and answers how many there were.
  private static int followed(Person person, String sort) {
    var seen = new HashSet<String>();
    var query = "/api/v1/tasks?limit=100&sort=" + sort;
    var page = person.get(query);
    while (true) {
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.at("data").forEach(task -> assertThat(seen.add(task.at("/id").asText())).isTrue());
      if (!page.at("meta/hasNext").asBoolean()) {
        return seen.size();
      }
      page = person.get(query + "&cursor=" + page.at("meta/cursor").asText());
    }
  }

  private Person withTasks(String... titles) {
    var anna = cell.register("anna");
    for (var title : titles) {
      TestingTasks.task(anna, title);
    }
    return anna;
  }

  private static Answer filtered(Person person, String... parameters) {
    var query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(i == 0 ? "?" : "&")
          .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return person.get("/api/v1/tasks" + query);
  }

  private static List<String> titles(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("data").valueStream().map(task -> task.at("/title").asText()).toList();
  }
}
