package dev.cellwright.migrations;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A database to bootstrap and migrate: each test has one of its own, in a server that all share.
/// Roles belong to the server, so each has modules of its own too.
final class TestingCell {
  static final String MASTER_PASSWORD = "correct horse battery staple";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalPostgres POSTGRES = LocalPostgres.start(null);
  private static final Faults FAULTS = new Faults();
  private static final Callers CALLERS = new Callers();
  private static final AwsFront FRONT =
      AwsFront.start(
          new AwsFront.Settings(
              "eu-central-1",
              "111122223333",
              POSTGRES,
              CALLERS,
              new CallLog(),
              FAULTS,
              TestingCell::time));

  /// Of AWS and of the functions; the database has its own.
  private static Duration ahead = Duration.ZERO;

  private static Instant time() {
    return Instant.now().plus(ahead);
  }

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
  }

  private final String name = "cell_" + UUID.randomUUID().toString().replace("-", "");
  private final String arn = "arn:aws:rds:eu-central-1:111122223333:cluster:" + name;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> roleSecrets = new HashMap<>();

  TestingCell() throws SQLException, IOException {
    var master =
        FRONT
            .secrets()
            .create(
                "master",
                """
                {"username": "master", "password": "%s"}\
                """
                    .formatted(MASTER_PASSWORD));
    FRONT.dataApi().addCluster(arn, master, name);
    var everything =
        JSON.readTree(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
            """);
    var credentials =
        CALLERS.issue("arn:aws:iam::111122223333:role/tester", Policy.of(List.of(everything)));
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    environment.put("AWS_ENDPOINT_URL_RDS_DATA", FRONT.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", FRONT.endpoint().toString());
    environment.put("DATABASE_ARN", arn);
    environment.put("DATABASE_NAME", name);
    environment.put("MASTER_SECRET_ARN", master);
    environment.put("AWS_ENDPOINT_URL_KMS", FRONT.endpoint().toString());
    environment.put("CELL", name);
    FRONT
        .keys()
        .alias(
            "alias/" + name + "-tokens",
            FRONT.keys().create(name, Keys.Kind.ECC_NIST_P256, "Signs", Map.of("cell", name)));
    environment.put(
        "TOKEN_KEY_ALIAS", "arn:aws:kms:eu-central-1:111122223333:alias/" + name + "-tokens");
    contextKey("key-1", "a".repeat(32));
  }

  Instant now() {
    return time();
  }

  void later(Duration by) {
    ahead = ahead.plus(by);
  }

  /// The ARN of the key behind an alias of this cell's.
  String signingKey(String purpose) {
    try (var kms = new Aws(Environment.handedIn(environment)).kms()) {
      return kms.describeKey(request -> request.keyId("alias/" + name + "-" + purpose))
          .keyMetadata()
          .arn();
    }
  }

  boolean isEnabled(String key) {
    try (var kms = new Aws(Environment.handedIn(environment)).kms()) {
      return kms.describeKey(request -> request.keyId(key)).keyMetadata().enabled();
    }
  }

  JsonNode rotate(String what) throws IOException {
    environment.put("ROLE_SECRETS", JSON.writeValueAsString(roleSecrets));
    return answer(new Rotate(environment, TestingCell::time), "{\"Rotate\": \"" + what + "\"}");
  }

  String passwordOf(String role) throws IOException {
    return JSON.readTree(FRONT.secrets().value(name + "/" + role)).path("password").asText();
  }

  String pendingPasswordOf(String role) throws IOException {
    try (var secrets = new Aws(Environment.handedIn(environment)).secretsManager()) {
      var pending =
          secrets
              .getSecretValue(
                  request -> request.secretId(name + "/" + role).versionStage("AWSPENDING"))
              .secretString();
      return JSON.readTree(pending).path("password").asText();
    }
  }

  String contextKeyId() throws IOException {
    return JSON.readTree(FRONT.secrets().value(name + "/context-key")).path("kid").asText();
  }

  Faults faults() {
    return FAULTS;
  }

  /// Gives a role a password, now or another one.
  TestingCell role(String role, String password) throws SQLException {
    return roleSecret(
        role,
        """
        {"username": "%s", "password": "%s"}\
        """
            .formatted(role, password));
  }

  TestingCell roleSecret(String role, String secret) throws SQLException {
    roleSecrets.put(role, FRONT.secrets().create(name + "/" + role, secret));
    return this;
  }

  TestingCell contextKey(String id, String key) throws SQLException {
    environment.put(
        "CONTEXT_KEY_SECRET_ARN",
        FRONT
            .secrets()
            .create(
                name + "/context-key",
                """
                {"kid": "%s", "key": "%s"}\
                """
                    .formatted(
                        id,
                        java.util.Base64.getEncoder()
                            .encodeToString(key.getBytes(StandardCharsets.UTF_8)))));
    return this;
  }

  /// Hands in a permission model's text, as a host does that puts a cell together as it runs.
  TestingCell permissionModel(Path file) {
    environment.put("PERMISSION_MODEL", file.toString());
    return this;
  }

  JsonNode bootstrap() throws IOException {
    return bootstrap("{\"RequestType\": \"Create\"}");
  }

  JsonNode bootstrap(String event) throws IOException {
    environment.put("ROLE_SECRETS", JSON.writeValueAsString(roleSecrets));
    return answer(new Bootstrap(environment, InstantSource.system()), event);
  }

  JsonNode migrate(String... modules) throws IOException, SQLException {
    return migrate("{\"RequestType\": \"Update\"}", modules);
  }

  /// Runs what is dropped after the code was deployed.
  JsonNode drop(String... modules) throws IOException, SQLException {
    return migrate(
        "{\"RequestType\": \"Update\", \"ResourceProperties\": {\"phase\": \"drop\"}}", modules);
  }

  private JsonNode migrate(String event, String... modules) throws IOException, SQLException {
    superuser("alter role cw_migrator password 'of the migrator'");
    var own = new HashMap<>(environment);
    own.put("CELL_MODULES", String.join(",", modules));
    own.put("DATABASE_HOST", "127.0.0.1");
    own.put("DATABASE_PORT", Integer.toString(POSTGRES.port()));
    own.put("DATABASE_USER", "cw_migrator");
    own.put("DATABASE_PASSWORD", "of the migrator");
    return answer(new Migrate(own, InstantSource.system()), event);
  }

  private static JsonNode answer(RequestStreamHandler function, String event) throws IOException {
    var output = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, null);
    return JSON.readTree(output.toByteArray());
  }

  Connection login(String role, String password) throws SQLException {
    return DriverManager.getConnection(POSTGRES.url(name), role, password);
  }

  /// Runs a statement of the superuser's; its locks are held until the answer is closed.
  Connection holding(String sql) throws SQLException {
    var connection = POSTGRES.superuser(name);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return connection;
  }

  /// The first column of what a statement of the superuser's answers.
  List<String> superuser(String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var connection = POSTGRES.superuser(name);
        var statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (var rows = statement.getResultSet()) {
          while (rows.next()) {
            values.add(rows.getString(1));
          }
        }
      }
    }
    return values;
  }
}
