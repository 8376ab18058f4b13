package dev.cellwright.migrations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.auth.ContextKeySecret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Makes the roles of a cell's database, gives each log-in its password, and hands over the key
/// that signs contexts.
///
/// It goes through the Data API as the master, so it needs no way into the cell's network. Running
/// it again changes only what changed: a module more, a password or a key that somebody gave its
/// secret by hand. [Rotate] does that without downtime.
public final class Bootstrap implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
  private static final CustomResource RESOURCE = new CustomResource("database-bootstrap");
  private static final List<String> STATEMENTS =
      List.of(
          "1_roles.sql",
          "2_module_role.sql",
          "3_context_key.sql",
          "4_ending_keys.sql",
          "5_trying_keys.sql",
          "6_master.sql",
          "7_turn.sql",
          "8_taking_turns.sql",
          "9_close.sql");

  private final Environment environment;

  /// As AWS Lambda makes it.
  public Bootstrap() {
    this(Environment.ofProcess());
  }

  /// As a host makes it that runs many functions in one process. No clock is read here.
  public Bootstrap(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment));
  }

  private Bootstrap(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    RESOURCE.answer(input, output, this::run);
  }

  private Map<String, String> run() {
    var aws = new Aws(environment);
    try (var secrets = aws.secretsManager();
        var client = aws.rdsData(Master.patience())) {
      var master = new Master(client, environment);
      STATEMENTS.forEach(file -> master.run(Resources.text("bootstrap/" + file)));
      return new Turn(master).await("a deployment's bootstrap", () -> put(master, secrets));
    }
  }

  /// What the secrets say: read and handed over in one turn, since a rotation between the two would
  /// be undone.
  private Map<String, String> put(Master master, SecretsManagerClient secrets) {
    var roles = putLogins(master, secrets);
    var keyId = putContextKey(master, secrets);
    LOG.info("bootstrapped the roles {} and the context key {}", roles, keyId);
    return Map.of("Roles", String.join(",", roles), "ContextKeyId", keyId);
  }

  private List<String> putLogins(Master master, SecretsManagerClient secrets) {
    var logins = LoginSecret.named(environment.require("ROLE_SECRETS"));
    logins.forEach(login -> master.putPassword(login, login.verifier(secrets)));
    return logins.stream().map(LoginSecret::role).toList();
  }

  private String putContextKey(Master master, SecretsManagerClient secrets) {
    var key =
        new ContextKeySecret(() -> secrets, environment.require("CONTEXT_KEY_SECRET_ARN")).get();
    var keys = new ContextKeys(master);
    keys.put(key);
    keys.endOthers(key);
    return key.id();
  }
}
