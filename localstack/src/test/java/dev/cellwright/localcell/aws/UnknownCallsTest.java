package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;

/// Nothing that nobody stands in for succeeds.
class UnknownCallsTest {
  private final TestingAws aws = TestingAws.usual();

  @Test
  void aServiceThatTheCellDoesNotHaveIsRefused() throws Exception {
    var request =
        HttpRequest.newBuilder(aws.front().endpoint())
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20260601/eu-central-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature="
                    + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .contains("UnknownOperationException", "the local cell has no service dynamodb");
    }
  }

  @Test
  @SuppressWarnings("deprecation") // it is an operation that nobody should call
  void anOperationOfTheDataApiThatTheCellDoesNotKnowIsRefused() {
    assertThatThrownBy(() ->
            aws.dataApi()
                .executeSql(request ->
                    request
                        .dbClusterOrInstanceArn(TestingAws.CLUSTER)
                        .awsSecretStoreArn(aws.masterSecret())
                        .sqlStatements("select 1")))
        .isInstanceOf(RdsDataException.class)
        .hasMessageContaining("/ExecuteSql");
  }
}
