package dev.cellwright.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The synthetic tenant of a cell: a person with an organization of their own, who has no rights in
/// any other.
///
/// @param door the version or alias of the function that signs people in
/// @param secret `{"email", "password"}`; the address is one whose mail SES itself swallows
record Tenant(Versions versions, String door, Supplier<String> secret) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param accessToken null where the check failed
  record Token(Check check, @Nullable String accessToken) {}

  /// Logs in. The first time in a cell there is nobody yet, and the person registers; where another
  /// stack's test did so at the same time, they log in after all.
  Token signIn() {
    var first = ask("/api/v1/auth/login");
    if (status(first) != 401) {
      return token(first);
    }
    var registered = ask("/api/v1/auth/register");
    return token(status(registered) == 409 ? ask("/api/v1/auth/login") : registered);
  }

  private Versions.Outcome ask(String path) {
    return versions.call(door, GatewayEvent.of("POST", path, null, secret.get()));
  }

  private static int status(Versions.Outcome outcome) {
    return switch (outcome) {
      case Versions.Answered(var answer) -> answer.path("statusCode").asInt();
      case Versions.Failed _ -> 0;
    };
  }

  /// What was answered is not shown: there may be tokens in it.
  private static Token token(Versions.Outcome outcome) {
    return switch (outcome) {
      case Versions.Failed(var why) -> new Token(new Check("signing in", why), null);
      case Versions.Answered(var answer) -> {
        var token = read(answer).at("/tokens/accessToken").asText("");
        yield token.isEmpty()
            ? new Token(
                new Check("signing in", "answered " + answer.path("statusCode").asInt()), null)
            : new Token(Check.good("signing in"), token);
      }
    };
  }

  private static JsonNode read(JsonNode answer) {
    try {
      return JSON.readTree(answer.path("body").asText());
    } catch (JsonProcessingException e) {
      // The cause is left out: it would quote the body.
      throw new IllegalStateException("signing in answered no JSON");
    }
  }
}
