package dev.cellwright.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TestCellTest {
  private final TestCell cell = TestCell.with("shelf");

  @Test
  void aPersonRegistersAndKeepsABook() {
    var anna = cell.register("anna");

    var shelf = anna.post("/api/v1/shelves", Map.of("name", "Novels"));
    var book =
        anna.post(
            "/api/v1/books",
            Map.of("shelf_id", shelf.at("id").asText(), "title", "Emma", "pages", 474));
    var shown = anna.get("/api/v1/books/" + book.at("id").asText());
    var listed = anna.get("/api/v1/books?search=em");

    assertThat(book.status()).as(book.text()).isEqualTo(201);
    assertThat(shown.at("title").asText()).isEqualTo("Emma");
    assertThat(shown.header("etag")).isEqualTo("\"1\"");
    assertThat(listed.at("meta/total").asInt()).isOne();
  }
}
