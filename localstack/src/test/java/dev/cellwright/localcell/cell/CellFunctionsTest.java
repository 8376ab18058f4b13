package dev.cellwright.localcell.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Decision;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.LiveValues;
import dev.cellwright.localcell.template.Resource;
import dev.cellwright.localcell.testing.TestingAssembly;
import dev.cellwright.localcell.testing.TestingAssets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFunctionsTest {

  private static final String ROLE =
      """
      "Role": {
        "Type": "AWS::IAM::Role",
        "Properties": {
          "RoleName": "r",
          "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]},
          "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", {"Ref": "Managed"}],
          "Policies": [{"PolicyName": "inline", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "kms:Sign", "Resource": "*"}]}}]
        }
      },
      "Managed": {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*"}]}}
      },
      "Attached": {
        "Type": "AWS::IAM::Policy",
        "Properties": {
          "PolicyName": "attached", "Roles": [{"Ref": "Role"}],
          "PolicyDocument": {"Statement": [{"Effect": "Deny", "Action": "kms:Sign", "Resource": "arn:aws:kms:us-east-1:000000000000:key/forbidden"}]}
        }
      }
      """;

  private static final String CLUSTER =
      """
      "Cluster": {"Type": "AWS::RDS::DBCluster", "Properties": {"DBClusterIdentifier": "acme-dev"}}
      """;

  private static LocalPostgres postgres;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    postgres = LocalPostgres.start(null);
    postgres.createMaster("cw_master", "secret");
    try (var connection = postgres.superuser("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create role by_iam login");
      statement.execute("grant rds_iam to by_iam");
      statement.execute("create role by_password login");
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void haveWhatEveryPolicyOfTheirRoleSays() {
    var template = template(ROLE + "," + function("\"Runtime\": \"java25\""));
    var function = function(template);

    var policy = new CellRoles(template).policy("arn:aws:iam::000000000000:role/r", function);

    assertThat(policy.decide("logs:PutLogEvents", "*", Map.of())).isEqualTo(Decision.ALLOWED);
    assertThat(policy.decide("ssm:GetParameter", "x", Map.of())).isEqualTo(Decision.ALLOWED);
    assertThat(policy.decide("kms:Sign", "arn:aws:kms:us-east-1:000000000000:key/k", Map.of()))
        .isEqualTo(Decision.ALLOWED);
    assertThat(
            policy.decide("kms:Sign", "arn:aws:kms:us-east-1:000000000000:key/forbidden", Map.of()))
        .isEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(policy.decide("kms:Decrypt", "x", Map.of())).isEqualTo(Decision.DENIED_IMPLICITLY);
  }

  @Test
  void refuseAManagedPolicyNobodyKnowsHere() {
    var role = ROLE.replace("service-role/AWSLambdaBasicExecutionRole", "AdministratorAccess");

    assertThatThrownBy(() -> startAll(role + "," + function("\"Runtime\": \"java25\"")))
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining("one/Role")
        .hasMessageContaining("AdministratorAccess");
  }

  @Test
  void refuseARoleThatLambdaMayNotTakeOn() {
    var role = ROLE.replace("lambda.amazonaws.com", "ec2.amazonaws.com");

    assertThatThrownBy(() -> startAll(role + "," + function("\"Runtime\": \"java25\"")))
        .hasMessageContaining("can't be taken on by lambda.amazonaws.com");
  }

  @Test
  void refuseARuntimeThatIsNotJava() {
    assertThatThrownBy(() -> startAll(ROLE + "," + function("\"Runtime\": \"python3.13\"")))
        .hasMessageContaining("one/F (AWS::Lambda::Function)")
        .hasMessageContaining("python3.13");
  }

  @Test
  void leaveOutTheFunctionOfWhatIsLeftOut() throws IOException {
    var restricting =
        """
        ,"Restrict": {"Type": "Custom::VpcRestrictDefaultSG", "Properties": {"ServiceToken": {"Fn::GetAtt": ["F", "Arn"]}}}
        """;

    var functions = startAll(ROLE + "," + function("\"Runtime\": \"nodejs22.x\"") + restricting);

    assertThat(functions.hosts()).isEmpty();
  }

  @Test
  void refuseALogInFromOutsideOfTheNetwork() {
    assertThatThrownBy(() -> startAll(ROLE + "," + CLUSTER + "," + function(logIn("by_iam", ""))))
        .hasMessageContaining("outside of its network");
  }

  @Test
  void refuseALogInThatTheRoleDoesNotAllow() {
    var inNetwork = logIn("by_iam", ", \"VpcConfig\": {}");

    assertThatThrownBy(() -> startAll(ROLE + "," + CLUSTER + "," + function(inNetwork)))
        .hasMessageContaining("rds-db:connect")
        .hasMessageContaining("/by_iam");
  }

  @Test
  void logInWithAPasswordThatTheirDatabaseRoleIsGiven() throws Exception {
    var allowed =
        ROLE.replace(
            "\"kms:Sign\", \"Resource\": \"*\"", "\"rds-db:connect\", \"Resource\": \"*\"");
    var template =
        template(allowed + "," + CLUSTER + "," + function(logIn("by_iam", ", \"VpcConfig\": {}")));
    var login = new DatabaseLogin(template, postgres);
    var policy =
        new CellRoles(template).policy("arn:aws:iam::000000000000:role/r", function(template));

    var added = login.variables(function(template), Map.of("DATABASE_USER", "by_iam"), policy);
    login.prepare(Map.of("DATABASE_USER", "by_iam"));

    var password = added.getOrDefault("DATABASE_PASSWORD", "");
    try (var connection =
        DriverManager.getConnection(postgres.url("postgres"), "by_iam", password)) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> login.prepare(Map.of("DATABASE_USER", "by_password")))
        .hasMessageContaining("rds_iam");
    assertThatThrownBy(() -> login.prepare(Map.of("DATABASE_USER", "nobody")))
        .hasMessageContaining("nobody");
  }

  private static String logIn(String user, String more) {
    return "\"Runtime\": \"java25\", \"Environment\": {\"Variables\": {\"DATABASE_USER\": \""
        + user
        + "\"}}"
        + more;
  }

  private static String function(String properties) {
    return """
    "F": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "FunctionName": "f", "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "%s",
        "Code": {"S3Key": "task.zip"}, %s
      }
    }
    """
        .formatted(TestingAssets.HANDLER, properties);
  }

  private static Resource function(CellTemplate template) {
    return template.ofType("AWS::Lambda::Function").findFirst().orElseThrow();
  }

  private CellTemplate template(String resources) {
    var assembly =
        new TestingAssembly(directory, "acme-dev")
            .stack("one", "{\"Resources\": {" + resources + "}}")
            .asset("task", TestingAssets.function(directory.resolve("asset.task")));
    return CellTemplate.read(assembly.write(), "acme-dev", LiveValues.NONE);
  }

  private CellFunctions startAll(String resources) throws IOException {
    var template = template(resources);
    try (var log = new FunctionLog(directory.resolve("log"), _ -> {});
        var functions =
            new CellFunctions(
                template,
                new CellRoles(template),
                new CellFunctions.Surroundings(
                    new Callers(),
                    URI.create("http://127.0.0.1:1"),
                    InstantSource.system(),
                    log,
                    new DatabaseLogin(template, postgres),
                    null,
                    new Faults()))) {
      functions.startThoseThatCan();
      return functions;
    }
  }
}
