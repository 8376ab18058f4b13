package dev.cellwright.testing;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Credentials;
import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.s3.BucketSettings;
import dev.cellwright.localcell.ses.EventDestination;
import dev.cellwright.localcell.sqs.QueueSettings;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a test cell stands on: a PostgreSQL, the AWS front, and the secrets of its roles. The
/// database is made by the same functions as a deployed cell's.
///
/// @param modules by name, each behind those it depends on
/// @param passwords by database role
public record CellHost(
    Map<String, CellModule> modules,
    LocalPostgres postgres,
    AwsFront front,
    CallLog calls,
    Faults faults,
    ContextKey contextKey,
    Map<String, String> passwords,
    Map<String, String> secretArns,
    String tokenKeyAlias,
    String sealKeyAlias,
    Credentials credentials) {

  static final String DATABASE = "cell";
  static final String MIGRATOR = "cw_migrator";
  private static final String REGION = "eu-central-1";
  private static final String ACCOUNT = "111122223333";
  private static final String CELL = "acme-crm-test";
  private static final String CLUSTER =
      "arn:aws:rds:" + REGION + ":" + ACCOUNT + ":cluster:" + CELL;
  private static final String CONTEXT_KEY = CELL + "/context-key";
  private static final String MAIL_DOMAIN = "acme-crm.test";
  private static final String MASTER = "master";
  private static final String SEALS = CELL + "-seals";
  private static final String EXPORTS = CELL + "-exports";
  private static final String RELAY = "m_relay";
  private static final String RELAY_QUEUE = CELL + "-relay";

  /// Starts everything and makes the database. It stops with the JVM.
  ///
  /// @param names the modules to have, each with those it needs
  static CellHost start(Collection<String> names) {
    var postgres = LocalPostgres.start(null);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    try {
      var host = start(postgres, ModuleOrder.of(names, CellModule.onClassPath()));
      new DatabaseSetup(host).run();
      return host;
    } catch (SQLException e) {
      throw new IllegalStateException("the test cell can't start", e);
    }
  }

  private static CellHost start(LocalPostgres postgres, Map<String, CellModule> modules)
      throws SQLException {
    var callers = new Callers();
    var calls = new CallLog();
    var faults = new Faults();
    var front =
        AwsFront.start(
            new AwsFront.Settings(
                REGION, ACCOUNT, postgres, callers, calls, faults, InstantSource.system()));
    var contextKey = new ContextKey("test-1", random());
    var passwords = new LinkedHashMap<String, String>();
    var arns = new LinkedHashMap<String, String>();
    passwords.put(MASTER, password());
    passwords.put(RELAY, password());
    modules.values().forEach(m -> passwords.put(m.declaration().databaseRole(), password()));
    for (var role : passwords.entrySet()) {
      arns.put(
          role.getKey(),
          front
              .secrets()
              .create(
                  CELL + "/database/" + role.getKey(),
                  """
                  {"username": "%s", "password": "%s"}\
                  """
                      .formatted(role.getKey(), role.getValue())));
    }
    arns.put(
        CONTEXT_KEY,
        front
            .secrets()
            .create(
                CONTEXT_KEY,
                """
                {"kid": "%s", "key": "%s"}\
                """
                    .formatted(
                        contextKey.id(), Base64.getEncoder().encodeToString(contextKey.secret()))));
    passwords.put(MIGRATOR, password());
    front.mailbox().verify(MAIL_DOMAIN);
    front.buckets().create(SEALS, BucketSettings.plain().locked(null));
    front.buckets().create(EXPORTS, BucketSettings.plain());
    front.mailbox().addConfigurationSet(CELL);
    front
        .mailbox()
        .addDestination(
            CELL, new EventDestination(Set.of("delivery", "bounce", "complaint"), null));
    front.dataApi().addCluster(CLUSTER, arn(arns, MASTER), DATABASE);
    front.queues().create(RELAY_QUEUE, QueueSettings.USUAL);
    front.buses().create(CELL);
    return new CellHost(
        modules,
        postgres,
        front,
        calls,
        faults,
        contextKey,
        Map.copyOf(passwords),
        Map.copyOf(arns),
        signing(front, "tokens"),
        signing(front, "seals"),
        callers.issue("arn:aws:iam::" + ACCOUNT + ":role/" + CELL, everything()));
  }

  /// The ARN of the alias of a key that signs.
  private static String signing(AwsFront front, String purpose) throws SQLException {
    var name = CELL + "-" + purpose;
    var alias = "alias/" + name;
    front.keys().alias(alias, front.keys().create(name, Keys.Kind.ECC_NIST_P256, name));
    return "arn:aws:kms:%s:%s:%s".formatted(REGION, ACCOUNT, alias);
  }

  /// The environment of a module's function.
  public Map<String, String> environmentOf(String module) {
    var environment = new LinkedHashMap<>(environment());
    environment.putAll(
        Map.of(
            "CELL_MODULE",
            module,
            "CELL_FEATURES",
            "{}",
            "CELL_RATES",
            "{\"READ\":600000,\"WRITE\":600000,\"BULK\":600000,\"SIGN_IN\":600000}",
            "DATABASE_SECRET_ARN",
            arn(secretArns, "m_" + module),
            "TOKEN_KEY_ALIAS",
            tokenKeyAlias,
            "TOKEN_ISSUER",
            "https://acme-crm.test",
            "TOKEN_AUDIENCE",
            CELL,
            "LOG_LEVEL",
            "INFO",
            "POWERTOOLS_SERVICE_NAME",
            CELL + "-" + module,
            "POWERTOOLS_METRICS_NAMESPACE",
            CELL));
    return environment;
  }

  /// The environment of the relay's function.
  Map<String, String> environmentOfRelay() {
    var environment = environment();
    environment.putAll(
        Map.of(
            "DATABASE_SECRET_ARN",
            arn(secretArns, RELAY),
            "EVENT_BUS_NAME",
            CELL,
            "POWERTOOLS_SERVICE_NAME",
            RELAY_QUEUE,
            "POWERTOOLS_METRICS_NAMESPACE",
            CELL));
    return environment;
  }

  /// What every function's environment has.
  Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    environment.put("CELL_PRODUCT", "acme-crm");
    environment.put("CELL_ENVIRONMENT", "test");
    environment.put("CELL_MODULES", String.join(",", modules.keySet()));
    environment.put("DATABASE_ARN", CLUSTER);
    environment.put("DATABASE_NAME", DATABASE);
    environment.put("CONTEXT_KEY_SECRET_ARN", arn(secretArns, CONTEXT_KEY));
    environment.put("RELAY_QUEUE_URL", front.queues().urlOf(RELAY_QUEUE));
    environment.put("SEAL_KEY_ALIAS", sealKeyAlias);
    environment.put("SEALS_BUCKET", SEALS);
    environment.put("EXPORTS_BUCKET", EXPORTS);
    environment.put("CELL_URL", "https://acme-crm.test");
    // As in a local cell: the receivers of tests' webhooks are on this machine.
    environment.put("LOCAL_CELL_MAY_CALL_LOOPBACK", "true");
    environment.put("MAIL_CONFIGURATION_SET", CELL);
    environment.put("MAIL_FROM", "no-reply@" + MAIL_DOMAIN);
    environment.put("AWS_REGION", REGION);
    environment.put(
        "PUSH_GCM_APPLICATION_ARN", "arn:aws:sns:" + REGION + ":" + ACCOUNT + ":app/GCM/" + CELL);
    environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    for (var service :
        List.of(
            "RDS_DATA",
            "KMS",
            "SECRETS_MANAGER",
            "SSM",
            "SESV2",
            "SNS",
            "S3",
            "SQS",
            "EVENTBRIDGE")) {
      environment.put("AWS_ENDPOINT_URL_" + service, front.endpoint().toString());
    }
    environment.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", front.endpoint() + "/live");
    return environment;
  }

  String masterSecretArn() {
    return arn(secretArns, MASTER);
  }

  /// The secrets of the modules' roles, and of the relay's.
  Map<String, String> roleSecrets() {
    var roles = new LinkedHashMap<String, String>();
    roles.put(RELAY, arn(secretArns, RELAY));
    modules
        .values()
        .forEach(module -> {
          var role = module.declaration().databaseRole();
          roles.put(role, arn(secretArns, role));
        });
    return roles;
  }

  private static String arn(Map<String, String> arns, String name) {
    var arn = arns.get(name);
    if (arn == null) {
      throw new IllegalArgumentException("no secret of " + name);
    }
    return arn;
  }

  private static Policy everything() {
    return Policy.of(
        List.of(
            Json.of(
                """
                {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
                """)));
  }

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static String password() {
    return HexFormat.of().formatHex(random());
  }

  /// Never shows the passwords.
  @Override
  public String toString() {
    return "CellHost" + modules.keySet();
  }
}
