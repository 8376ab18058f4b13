package dev.cellwright.smoke;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// The hook of a stack's roll-outs: tries the stack's new versions, and tells CodeDeploy whether
/// they may get traffic.
///
/// An event without a `DeploymentId` is an operator's: the versions are tried and nobody is told
/// but the caller. It answers `{"status", "checks": [{"what", "wrong"}]}` either way.
public final class Smoke implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Smoke.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environment environment;

  /// As AWS Lambda makes it.
  public Smoke() {
    this(Environment.ofProcess());
  }

  /// As a host makes it that runs many functions in one process. No clock is read here.
  public Smoke(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment));
  }

  private Smoke(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = JSON.readTree(input);
    var aws = new Aws(environment);
    var findings = findings(aws);
    findings.checks().forEach(check -> LOG.info("{}", check));
    if (event.has("DeploymentId")) {
      new Report(environment, aws).tell(event, findings.passed());
    }
    JSON.writeValue(output, findings.shown());
  }

  /// What can't even be tried is a finding too: CodeDeploy would wait an hour for an answer.
  private Findings findings(Aws aws) {
    try (var client = aws.client(LambdaClient.builder(), "LAMBDA").build()) {
      var versions = new Versions(client);
      var settings = JSON.readTree(environment.require("SMOKE_TARGETS"));
      var tenant =
          new Tenant(
              versions,
              settings.path("signIn").asText(),
              () -> aws.secret(environment.require("SMOKE_TENANT_SECRET_ARN")));
      return new Trial(versions, tenant, steps()).of(settings);
    } catch (IOException | RuntimeException e) {
      LOG.error("the smoke test can't be run", e);
      return Findings.none().with(new Check("the smoke test itself", String.valueOf(e)));
    }
  }

  private static JsonNode steps() throws IOException {
    try (var steps = Smoke.class.getClassLoader().getResourceAsStream("smoke/steps.json")) {
      if (steps == null) {
        throw new IllegalStateException("smoke/steps.json is not among the function's files");
      }
      return JSON.readTree(steps);
    }
  }
}
