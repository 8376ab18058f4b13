package dev.cellwright.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionRoutesTest {
  private static final ModuleDeclaration LINKS =
      ModuleDeclaration.core("links", "1.0.0")
          .entity("note", "links.notes")
          .routes(
              List.of(
                  Route.<CollectionRoutesTest>get("/api/v1/{collection}/{id}/linked")
                      .named("list_linked", "List what is linked")
                      .path("collection", ParameterType.linkableCollection(), "Whose links.")
                      .by((_, _) -> Response.noContent()),
                  Route.<CollectionRoutesTest>put("/api/v1/{collection}/{id}/watch")
                      .named("watch", "Watch a thing")
                      .path("collection", ParameterType.collection(), "Whose thing.")
                      .by((_, _) -> Response.noContent()),
                  Route.<CollectionRoutesTest>get("/api/v1/links")
                      .named("list_links", "List links")
                      .by((_, _) -> Response.noContent())))
          .build();

  @Test
  void aVariableCollectionIsSpelledOutForEachOfTheCell() {
    var things =
        ModuleDeclaration.optional("things", "1.0.0")
            .entity("sales-category", "things.categories", "sales-categories")
            .entityWithoutLinks("secret", "things.secrets")
            .build();

    var spelledOut = CollectionRoutes.spelledOut(List.of(LINKS, things));

    assertThat(spelledOut.getFirst().routes().stream().map(Route::toString))
        .contains(
            "GET /api/v1/notes/{id}/linked",
            "GET /api/v1/sales-categories/{id}/linked",
            "PUT /api/v1/notes/{id}/watch",
            "PUT /api/v1/secrets/{id}/watch",
            "GET /api/v1/links")
        .doesNotContain("GET /api/v1/secrets/{id}/linked")
        .noneMatch(path -> path.contains("{collection}"));
    assertThat(spelledOut.getFirst().routes().stream().map(Route::name))
        .contains("list_linked_of_notes", "list_linked_of_sales_categories", "list_links");
    assertThat(spelledOut.getFirst().routes().getFirst().pathParameters()).containsExactly("id");
    assertThat(spelledOut.getLast()).isEqualTo(things);
  }

  @Test
  void twoTypesDoNotShareACollection() {
    var others =
        ModuleDeclaration.optional("others", "1.0.0")
            .entity("jotting", "others.notes", "notes")
            .build();

    assertThatIllegalStateException()
        .isThrownBy(() -> CollectionRoutes.spelledOut(List.of(LINKS, others)))
        .withMessage("note and jotting both have the collection notes");
  }
}
