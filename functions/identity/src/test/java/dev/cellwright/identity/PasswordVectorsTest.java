package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordVectorsTest {
  private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private final PasswordVectors vectors = new PasswordVectors();

  @Test
  void everyPublishedVectorHolds() throws IOException {
    var file = suites();
    assumeThat(file).as("the published vectors are not here").isPresent();
    var published = new ObjectMapper().readTree(file.orElseThrow().toFile());

    assertThat(published.path("cases")).isNotEmpty();
    assertThat(published.path("cases"))
        .allSatisfy(vector -> {
          assertThat(valid(vector)).isTrue();
          assertThat(verify("!" + vector.path("password").asText(), vector.path("hash").asText()))
              .isFalse();
        });
  }

  @Test
  void aPasswordIsItsBytesInUtf8() {
    var hash = PasswordHash.of("Ångström-42-日本");

    assertThat(hash).startsWith("$2b$12$").hasSize(60);
    assertThat(verify("Ångström-42-日本", hash)).isTrue();
    assertThat(verify("A\u030angström-42-日本", hash)).isFalse();
    assertThat(verify("Ångström-42-??", hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$2a$05$CCCC",
        "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe!",
        " $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U"
      })
  void aMalformedHashIsNobodys(String hash) {
    assertThat(verify("U*U", hash)).isFalse();
  }

  @Test
  void aCaseWithoutAHashIsNoCase() {
    var incomplete = JsonNodeFactory.instance.objectNode().put("password", "U*U");

    assertThatThrownBy(() -> vectors.answer(incomplete))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLogInIsRefusedBeyondTheBytesThatCount() {
    assertThat(PasswordHash.isOf(HASH, "U*U")).isTrue();
    assertThat(PasswordHash.isOf(HASH, "U*U" + "\u0001".repeat(80))).isFalse();
    assertThat(PasswordHash.isOf(null, "U*U")).isFalse();
  }

  private boolean valid(JsonNode vector) {
    return verify(vector.path("password").asText(), vector.path("hash").asText());
  }

  private boolean verify(String password, String hash) {
    return vectors
        .answer(JsonNodeFactory.instance.objectNode().put("password", password).put("hash", hash))
        .path("valid")
        .asBoolean();
  }

  /// The vectors stand beside the repository, or where `SHARED_SUITES` says.
  private static Optional<Path> suites() {
    var given = System.getenv("SHARED_SUITES");
    var above =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/suites"));
    return Stream.concat(given == null ? Stream.empty() : Stream.of(Path.of(given)), above)
        .map(path -> path.resolve("rfc-vectors/bcrypt-openwall.json"))
        .filter(Files::exists)
        .findFirst();
  }
}
