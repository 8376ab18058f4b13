package dev.cellwright.kernel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WritingTest {

  private static final UUID ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final UUID BEN = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");

  record Everything(
      String title,
      @Nullable String description,
      UUID id,
      Instant createdAt,
      LocalDate day,
      boolean pinned,
      int small,
      long large,
      ObjectNode extra,
      List<String> labels,
      @Wire("totalPages") int pages) {}

  record Contact(
      @Cleared(Clearance.PUBLIC) String city,
      String street,
      @Cleared(Clearance.CONFIDENTIAL) String phone) {}

  record Person(
      @Concerns @Cleared(Clearance.PUBLIC) UUID id,
      String name,
      @Cleared(Clearance.CONFIDENTIAL) String email,
      @Cleared(Clearance.RESTRICTED) String passwordHash,
      @Cleared(Clearance.CONFIDENTIAL) Contact contact,
      @Cleared(Clearance.PUBLIC) List<Person> friends) {}

  @Cleared(Clearance.PUBLIC)
  record Health(String status, @Cleared(Clearance.INTERNAL) String version) {}

  record Half(Change<String> title) {}

  record Odd(double weight) {}

  record Twice(String a, @Wire("a") String b) {}

  @Test
  void writesEveryKindOfComponent() {
    var extra = JsonNodeFactory.instance.objectNode().put("b", 1).put("a", "é😀");
    var answer =
        new Everything(
            "a \"b\" </script>",
            null,
            ANNA,
            Instant.parse("2026-01-01T00:00:00.123456789Z"),
            LocalDate.of(2026, 2, 28),
            true,
            -1,
            9_000_000_000L,
            extra,
            List.of("x"),
            4);

    assertThat(Shapes.write(answer, Clearance.INTERNAL, null))
        .isEqualTo(
            """
            {"title":"a \\"b\\" </script>","description":null,\
            "id":"01890a5d-ac96-774b-bcce-b302099a8057","created_at":"2026-01-01T00:00:00.123456Z",\
            "day":"2026-02-28","pinned":true,"small":-1,"large":9000000000,\
            "extra":{"b":1,"a":"é😀"},"labels":["x"],"totalPages":4}\
            """);
  }

  @Test
  void writesAListOfRecords() {
    assertThat(Shapes.write(List.of(new Health("up", "1")), Clearance.PUBLIC, null))
        .isEqualTo("[{\"status\":\"up\"}]");
    assertThat(Shapes.write(List.of(), Clearance.PUBLIC, null)).isEqualTo("[]");
  }

  @Test
  void showsAGuestWhatIsPublic() {
    assertThat(Shapes.write(anna(), Clearance.PUBLIC, null))
        .isEqualTo(
            "{\"id\":\"" + ANNA + "\",\"friends\":[{\"id\":\"" + BEN + "\",\"friends\":[]}]}");
  }

  @Test
  void showsAMemberWhatIsInternal() {
    var shown = Shapes.tree(anna(), Clearance.INTERNAL, null);

    assertThat(shown.fieldNames()).toIterable().containsExactly("id", "name", "friends");
  }

  @Test
  void showsAnAdminWhatIsConfidential() {
    var shown = Shapes.tree(anna(), Clearance.CONFIDENTIAL, null);

    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactly("id", "name", "email", "contact", "friends");
    assertThat(shown.at("/contact/phone").asText()).isEqualTo("1");
  }

  @Test
  void showsThePersonConcernedTheirOwnRecordAndNobodyElses() {
    var shown = Shapes.tree(anna(), Clearance.PUBLIC, ANNA);

    assertThat(shown.at("/email").asText()).isEqualTo("anna@example.com");
    assertThat(shown.at("/contact/phone").asText()).isEqualTo("1");
    assertThat(shown.at("/friends/0").fieldNames()).toIterable().containsExactly("id", "friends");
  }

  @Test
  void showsNobodyWhatIsRestricted() {
    for (var cleared : Clearance.values()) {
      assertThat(Shapes.write(anna(), cleared, ANNA)).doesNotContain("hash");
    }
  }

  @Test
  void refusesRecordsWithoutAJsonForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.warm(Odd.class))
        .withMessageContaining("Odd.weight has no JSON form: double");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.warm(Twice.class))
        .withMessageContaining("two components named a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.answerSchema(Half.class))
        .withMessageContaining("an answer holds values, not changes");
  }

  private static Person anna() {
    var ben =
        new Person(
            BEN, "Ben", "ben@example.com", "hash", new Contact("Cádiz", "s", "2"), List.of());
    return new Person(
        ANNA, "Anna", "anna@example.com", "hash", new Contact("Berlin", "s", "1"), List.of(ben));
  }
}
