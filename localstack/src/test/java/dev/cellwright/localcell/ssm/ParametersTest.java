package dev.cellwright.localcell.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Use;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class ParametersTest {
  private final TestingAws aws = TestingAws.usual();
  private final Parameters parameters = aws.front().parameters();
  private final SsmClient ssm = aws.client(SsmClient.builder(), aws.everything());

  @Test
  void aParameterOfTheTemplateIsRead() throws Exception {
    parameters.put("/acme-test/key-arn", "String", "arn:aws:kms:…");

    var parameter = ssm.getParameter(request -> request.name("/acme-test/key-arn")).parameter();

    assertThat(parameter.value()).isEqualTo("arn:aws:kms:…");
    assertThat(parameter.type()).isEqualTo(ParameterType.STRING);
    assertThat(ssm.getParameter(request -> request.name(parameter.arn())).parameter())
        .isEqualTo(parameter);
    assertThat(aws.callers().used())
        .contains(
            new Use(
                TestingAws.ROLE,
                "ssm:GetParameter",
                "arn:aws:ssm:eu-central-1:111122223333:parameter/acme-test/key-arn"));
  }

  @Test
  void theSameValueKeepsItsVersion() throws Exception {
    parameters.put("/acme-test/version", "String", "one");
    parameters.put("/acme-test/version", "String", "one");
    var before = ssm.getParameter(request -> request.name("/acme-test/version")).parameter();

    parameters.put("/acme-test/version", "String", "two");

    var after = ssm.getParameter(request -> request.name("/acme-test/version")).parameter();
    assertThat(before.version()).isEqualTo(1);
    assertThat(after.version()).isEqualTo(2);
  }

  @Test
  void severalAreReadAtOnceAndTheUnknownAreNamed() throws Exception {
    parameters.put("/acme-test/several", "String", "one");

    var answer =
        ssm.getParameters(request -> request.names("/acme-test/several", "/acme-test/none"));

    assertThat(answer.parameters()).extracting(Parameter::value).containsExactly("one");
    assertThat(answer.invalidParameters()).containsExactly("/acme-test/none");
  }

  @Test
  void aPathIsReadInPages() throws Exception {
    for (var i = 0; i < 12; i++) {
      parameters.put("/pages/p%02d".formatted(i), "String", "" + i);
    }
    parameters.put("/pages/deep/er", "String", "deep");

    var children = ssm.getParametersByPathPaginator(request -> request.path("/pages"));
    var all = ssm.getParametersByPathPaginator(request -> request.path("/pages/").recursive(true));

    assertThat(children.stream().flatMap(page -> page.parameters().stream())).hasSize(12);
    assertThat(all.stream().flatMap(page -> page.parameters().stream())).hasSize(13);
  }

  @Test
  void anExistingOneIsOverwrittenOnlyWhenAsked() {
    ssm.putParameter(
        request -> request.name("/acme-test/put").type(ParameterType.SECURE_STRING).value("one"));

    assertThatThrownBy(() ->
            ssm.putParameter(request ->
                request.name("/acme-test/put").type(ParameterType.SECURE_STRING).value("two")))
        .isInstanceOf(ParameterAlreadyExistsException.class);
    ssm.putParameter(request -> request.name("/acme-test/put").value("two").overwrite(true));
    assertThat(
            ssm.getParameter(request -> request.name("/acme-test/put").withDecryption(true))
                .parameter()
                .value())
        .isEqualTo("two");
  }

  @Test
  void parametersOutliveTheFront() throws Exception {
    parameters.put("/acme-test/kept", "String", "kept");

    try (var restarted = TestingAws.with(DataApiLimits.AWS)) {
      assertThat(restarted.front().parameters().value("/acme-test/kept")).isEqualTo("kept");
    }
  }

  @Test
  void whatIsUnknownIsAnError() {
    assertThatThrownBy(() -> ssm.getParameter(request -> request.name("/acme-test/unknown")))
        .isInstanceOf(ParameterNotFoundException.class);
    assertThatThrownBy(() -> ssm.deleteParameter(request -> request.name("/acme-test/unknown")))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("DeleteParameter");
  }
}
