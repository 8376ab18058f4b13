package dev.cellwright.testing.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessListTest {
  private final Reading reading = new Reading();

  @Test
  void tellsWhoWasNamedAndWhoInherits() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");
    reading.tuple("book", reading.emma, "reader", "user", reading.ben.id(), "");

    var rows = reading.access("book", reading.emma, "", 1000);

    assertThat(said(rows, "reader"))
        .containsExactlyInAnyOrder(
            "team#member false", "team#member true", "user ben false", "user cleo true");
    assertThat(said(rows, "edit"))
        .contains("user anna true", "user ben true", "user cleo true", "organization#member true")
        .doesNotContain("organization#owner true");
    assertThat(said(rows, "delete")).contains("user anna true").doesNotContain("user ben true");
    assertThat(said(rows, "organization")).isEmpty();
  }

  @Test
  void peopleComeFirst() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");

    var types =
        reading.access("book", reading.emma, "", 1000).stream()
            .map(row -> row.path("subject_type").asText())
            .toList();

    assertThat(types.subList(0, types.lastIndexOf("user") + 1)).containsOnly("user");
    assertThat(types).contains("team");
  }

  private List<String> said(List<JsonNode> rows, String relation) {
    return rows.stream()
        .filter(row -> row.path("relation").asText().equals(relation))
        .map(row ->
            row.path("subject_type").asText()
                + (row.path("subject_relation").isNull()
                    ? " " + name(row.path("subject").asText())
                    : "#" + row.path("subject_relation").asText())
                + " "
                + row.path("inherited").asText())
        .toList();
  }

  private String name(String id) {
    return id.equals(reading.anna.id().toString())
        ? "anna"
        : id.equals(reading.ben.id().toString()) ? "ben" : "cleo";
  }

  @Test
  void whoInheritsIsToldTheWay() {
    reading.tuple("shelf", reading.shelf, "reader", "team", reading.outer, "member");

    var row =
        reading.access("book", reading.emma, "", 1000).stream()
            .filter(each -> each.path("relation").asText().equals("read"))
            .filter(each -> each.path("subject").asText().equals(reading.cleo.id().toString()))
            .findFirst()
            .orElseThrow();

    assertThat(row.path("inherited").booleanValue()).isTrue();
    assertThat(row.path("path").findValuesAsText("type")).contains("book", "shelf", "team", "user");
    assertThat(row.at("/path/0/id").asText()).isEqualTo(reading.emma.toString());
  }

  @Test
  void pagesTogetherAreTheWhole() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");
    var whole = reading.access("book", reading.emma, "", 1000);

    var joined = new ArrayList<JsonNode>();
    var page = reading.access("book", reading.emma, "", 3);
    while (!page.isEmpty()) {
      joined.addAll(page);
      page = reading.access("book", reading.emma, joined.getLast().path("place").asText(), 3);
    }

    assertThat(joined).isEqualTo(whole);
    assertThat(whole).hasSizeGreaterThan(6);
  }
}
