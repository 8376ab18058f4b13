package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.kernel.Environment;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class IamPasswordTest {
  private final Environment environment =
      Environment.handedIn(
          Map.of(
              "AWS_REGION", "eu-central-1",
              "DATABASE_HOST", "localhost",
              "DATABASE_PORT", "5432",
              "DATABASE_NAME", "cell",
              "DATABASE_USER", "cw_migrator"));

  @Test
  void thePasswordIsASignedRequestToConnect() {
    var credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "token"));

    var password = new IamPassword(environment, credentials).get();

    assertThat(password)
        .startsWith("localhost:5432/?")
        .contains("Action=connect", "DBUser=cw_migrator", "X-Amz-Expires=900")
        .contains("%2Feu-central-1%2Frds-db%2Faws4_request")
        .doesNotContain("secret");
  }

  @Test
  void withoutAHostsPasswordTheServerMustProveItself() {
    var connections = MigratorConnections.of(environment);

    assertThat(connections.getSslMode()).isEqualTo("verify-full");
    assertThat(connections.getSslRootCert()).endsWith(".pem");
  }

  @Test
  void aServerWithoutEncryptionIsNotTalkedTo() throws Exception {
    var cell = new TestingCell();
    var port = cell.superuser("select current_setting('port')").getFirst();
    var plain =
        Environment.handedIn(
            Map.of(
                "DATABASE_HOST", "127.0.0.1",
                "DATABASE_PORT", port,
                "DATABASE_NAME", "postgres",
                "DATABASE_USER", "cw_migrator",
                "AWS_REGION", "eu-central-1"));
    var connections = MigratorConnections.of(plain, () -> "a token");

    assertThatThrownBy(connections::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not support SSL");
  }
}
