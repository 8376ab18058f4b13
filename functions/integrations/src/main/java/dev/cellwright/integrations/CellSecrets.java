package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.Remembered;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What providers sign with at the cell's own endpoints. An operator writes it into a secret of the
/// cell: `{"stripe": ["whsec_…"]}`, two for a provider while one is rotated. A provider that isn't
/// in it has no such endpoint.
final class CellSecrets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Supplier<JsonNode> secrets;

  private CellSecrets(Supplier<JsonNode> secrets) {
    this.secrets = secrets;
  }

  static CellSecrets of(Kernel kernel) {
    var arn = kernel.environment().find("PROVIDER_SECRETS_ARN");
    if (arn == null) {
      return new CellSecrets(JsonNodeFactory.instance::objectNode);
    }
    return new CellSecrets(
        new Remembered<>(LIFE, kernel.clock(), () -> parsed(kernel.aws().secret(arn))));
  }

  /// Null where the cell has no endpoint for the provider.
  @Nullable List<String> of(String provider) {
    var found = secrets.get().path(provider);
    return found.isArray() ? found.valueStream().map(JsonNode::asText).toList() : null;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      // Without the cause, which quotes the secret.
      throw new IllegalStateException("the providers' secrets are no JSON");
    }
  }
}
