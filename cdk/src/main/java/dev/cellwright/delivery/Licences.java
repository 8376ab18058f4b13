package dev.cellwright.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The program behind `./cell sbom`: refuses a bill of materials with a component under a licence
/// that the product may not be under.
///
/// A component of several licences may be used under any one of them.
public final class Licences {
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "PostgreSQL",
          // BSD with three clauses, word for word.
          "Go License");

  private Licences() {}

  public static void main(String[] arguments) throws IOException {
    var bom = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    var refused = refused(bom);
    refused.forEach(System.err::println);
    if (!refused.isEmpty()) {
      System.exit(1);
    }
    System.out.println(bom.path("components").size() + " components, all under licences that fit");
  }

  /// A line for each component that may not be there.
  ///
  /// @param bom CycloneDX, as JSON
  static List<String> refused(JsonNode bom) {
    var components = bom.path("components");
    if (components.isEmpty()) {
      throw new IllegalArgumentException("a bill without components is none");
    }
    return components
        .valueStream()
        .filter(component -> !component.path("group").asText().equals("dev.cellwright"))
        .filter(component -> licences(component).noneMatch(ALLOWED::contains))
        .map(component ->
            "%s:%s:%s is under %s"
                .formatted(
                    component.path("group").asText(),
                    component.path("name").asText(),
                    component.path("version").asText(),
                    licences(component).toList()))
        .toList();
  }

  /// SPDX's ids, or names where the component's author gave none.
  private static Stream<String> licences(JsonNode component) {
    return component
        .path("licenses")
        .valueStream()
        .flatMap(each ->
            each.has("expression")
                ? Stream.of(each.path("expression").asText().split(" OR "))
                : Stream.of(
                    each.path("license")
                        .path("id")
                        .asText(each.path("license").path("name").asText())));
  }
}
