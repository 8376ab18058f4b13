package dev.cellwright.migrations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Puts others in the place of a cell's keys and passwords while it serves, when its operator says
/// so: `{"Rotate": "context-key"}`, `passwords`, `token-key` or `seal-key`.
///
/// It goes through the Data API as the master, like [Bootstrap]. No value leaves it: neither in its
/// answer nor in its log.
public final class Rotate implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Rotate.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environment environment;
  private final InstantSource clock;

  /// As AWS Lambda makes it.
  public Rotate() {
    this(Environment.ofProcess(), InstantSource.system());
  }

  /// As a host makes it that runs many functions in one process.
  public Rotate(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment), clock);
  }

  private Rotate(Environment environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var asked = JSON.readTree(input).path("Rotate").asText();
    var rotation = known(asked);
    var aws = new Aws(environment);
    try (var secrets = aws.secretsManager();
        var client = aws.rdsData(Master.patience())) {
      var master = new Master(client, environment);
      var answer =
          new Turn(master).take("the rotation of " + asked, () -> rotation.run(secrets, master));
      LOG.info("rotated {}: {}", asked, answer);
      JSON.writeValue(output, answer);
    }
  }

  private interface Rotation {
    Object run(SecretsManagerClient secrets, Master master);
  }

  private Rotation known(String asked) {
    return switch (asked) {
      case "context-key" -> this::contextKey;
      case "passwords" -> this::passwords;
      case "token-key" -> {
        var aliases = aliases("TOKEN_KEY_ALIAS");
        yield (_, _) -> KeyRotation.ofTokens(aliases, clock).advance();
      }
      case "seal-key" -> {
        var aliases = aliases("SEAL_KEY_ALIAS");
        yield (_, _) -> KeyRotation.ofSeals(aliases, clock).advance();
      }
      case String other ->
          throw new IllegalArgumentException(
              "Rotate is context-key, passwords, token-key or seal-key, not " + other);
    };
  }

  private Map<String, List<String>> contextKey(SecretsManagerClient secrets, Master master) {
    new SecretRotation(secrets, environment.require("CONTEXT_KEY_SECRET_ARN"))
        .run(new ContextKeyRotation(new ContextKeys(master)));
    return Map.of("did", List.of("context-key"));
  }

  /// One after the other. The first that fails ends it; those before it have their new password,
  /// and the failed one's database was told again what its secret says.
  private Map<String, List<String>> passwords(SecretsManagerClient secrets, Master master) {
    var roles = new ArrayList<String>();
    for (var login : logins(secrets)) {
      new SecretRotation(secrets, login.secretArn()).run(new PasswordRotation(master, login));
      roles.add(login.role());
    }
    return Map.of("did", roles);
  }

  /// The master's comes last: with it the others are changed.
  private List<LoginSecret> logins(SecretsManagerClient secrets) {
    var logins = new ArrayList<>(LoginSecret.named(environment.require("ROLE_SECRETS")));
    logins.add(LoginSecret.at(environment.require("MASTER_SECRET_ARN"), secrets));
    return logins;
  }

  private KeyAliases aliases(String variable) {
    var alias = environment.find(variable);
    if (alias == null) {
      throw new IllegalArgumentException("the cell has no such key");
    }
    return new KeyAliases(new Aws(environment).kms(), alias, environment.require("CELL"));
  }
}
