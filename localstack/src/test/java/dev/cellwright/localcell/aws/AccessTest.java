package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.iam.Credentials;
import dev.cellwright.localcell.iam.Use;
import dev.cellwright.localcell.kms.Keys;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.AccessDeniedException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// Each function can do what its role in the template says, and no more.
class AccessTest {
  private final TestingAws aws = TestingAws.usual();

  @Test
  void aRoleNeedsTheClusterAndTheSecret() {
    var both =
        aws.credentials(
            """
            {"Statement": [
              {"Effect": "Allow", "Action": "rds-data:ExecuteStatement", "Resource": "%s"},
              {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "%s"}]}
            """
                .formatted(TestingAws.CLUSTER, aws.masterSecret()));

    select(both);

    assertThat(aws.callers().used())
        .contains(
            new Use(TestingAws.ROLE, "rds-data:ExecuteStatement", TestingAws.CLUSTER),
            new Use(TestingAws.ROLE, "secretsmanager:GetSecretValue", aws.masterSecret()));
  }

  @Test
  void theClusterAloneIsNotEnough() {
    var onlyCluster =
        aws.credentials(
            """
            {"Statement": {"Effect": "Allow", "Action": "rds-data:*", "Resource": "*"}}\
            """);

    assertThatThrownBy(() -> select(onlyCluster))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(TestingAws.ROLE)
        .hasMessageContaining("secretsmanager:GetSecretValue")
        .hasMessageContaining(aws.masterSecret());
  }

  @Test
  void theSecretAloneIsNotEnough() {
    var onlySecret =
        aws.credentials(
            """
            {"Statement": {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}}\
            """);

    assertThatThrownBy(() -> select(onlySecret))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("rds-data:ExecuteStatement")
        .hasMessageContaining(TestingAws.CLUSTER);
  }

  @Test
  void aDenyWins() {
    var denied =
        aws.credentials(
            """
            {"Statement": [
              {"Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Effect": "Deny", "Action": "secretsmanager:Get*", "Resource": "*"}]}\
            """);

    assertThatThrownBy(() -> select(denied))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("explicitly denies");
  }

  @Test
  void aSecretUnderAKeyNeedsTheKey() throws Exception {
    var secret = aws.front().secrets().create("sealed", "value");
    var key = aws.front().keys().create("sealing", Keys.Kind.SYMMETRIC_DEFAULT, "");
    aws.front().secrets().encryptedWith(secret, key);
    var withoutKey =
        """
        {"Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}}\
        """;
    var withKey =
        """
        {"Statement": [
          {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
          {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "%s", "Condition":
            {"StringEquals": {"kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com"}}}]}\
        """
            .formatted(key);

    assertThatThrownBy(() -> read(aws.credentials(withoutKey), secret))
        .isInstanceOfSatisfying(
            SecretsManagerException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
        .hasMessageContaining("kms:Decrypt");
    assertThat(read(aws.credentials(withKey), secret)).isEqualTo("value");
  }

  private String read(Credentials credentials, String secret) {
    return aws.client(SecretsManagerClient.builder(), credentials)
        .getSecretValue(request -> request.secretId(secret))
        .secretString();
  }

  private void select(Credentials credentials) {
    aws.client(RdsDataClient.builder(), credentials)
        .executeStatement(request ->
            request
                .resourceArn(TestingAws.CLUSTER)
                .secretArn(aws.masterSecret())
                .database(TestingAws.DATABASE)
                .sql("select 1"));
  }
}
