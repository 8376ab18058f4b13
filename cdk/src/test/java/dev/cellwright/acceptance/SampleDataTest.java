package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.seed.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `./cell seed` makes, and that it makes it once.
class SampleDataTest {
  private static final Pattern FOUNDER = Pattern.compile("\\S+@seed-7\\.example\\.org");

  @Test
  void whatItPrintsCanBeLoggedInWithAndRunAgainItMakesNothingTwice() {
    var printed = seeded(30);

    var founder = FOUNDER.matcher(printed);
    assertThat(founder.find()).isTrue();
    var anna = loggedIn(founder.group());
    var tasks = anna.get("/api/v1/tasks?limit=1").expect(200);
    assertThat(tasks.at("meta/total").asInt()).isEqualTo(20);
    assertThat(tasks.at("data/0/title").asText()).isNotBlank();

    seeded(30);

    assertThat(total(anna)).isEqualTo(20);

    seeded(60);

    assertThat(total(anna)).isEqualTo(40);
  }

  private static String seeded(int tasks) {
    var printed = new ByteArrayOutputStream();
    Seed.fill(
        new PrintStream(printed, true, StandardCharsets.UTF_8),
        false,
        "--url",
        TestedCell.anybody().cell().toString(),
        "--tasks",
        "" + tasks,
        "--organizations",
        "2",
        "--seed",
        "7");
    return printed.toString(StandardCharsets.UTF_8);
  }

  /// Speaks for the organization that the person founded.
  private static Client loggedIn(String email) {
    var anybody = TestedCell.anybody();
    var token =
        anybody
            .post(
                "/api/v1/auth/login",
                "{\"email\":\"%s\",\"password\":\"Seeded-Harvest-7\"}".formatted(email))
            .expect(200)
            .at("tokens/accessToken")
            .asText();
    var anna = anybody.with(token);
    var organization =
        anna.get("/api/v1/organizations?limit=100")
            .expect(200)
            .at("data")
            .valueStream()
            .filter(each -> each.path("slug").asText().equals("seed-7-1"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    return anybody.with(
        anna.post("/api/v1/auth/switch", "{\"organization_id\":\"%s\"}".formatted(organization))
            .expect(200)
            .at("tokens/accessToken")
            .asText());
  }

  private static int total(Client client) {
    return client.get("/api/v1/tasks?limit=1").expect(200).at("meta/total").asInt();
  }
}
