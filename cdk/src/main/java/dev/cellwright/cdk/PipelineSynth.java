package dev.cellwright.cdk;

import dev.cellwright.config.EnvironmentName;
import dev.cellwright.config.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.pipelines.CodeBuildStep;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;

/// What a pipeline does with a commit before anything of it is deployed: test it, list and scan
/// what it ships, synthesize every environment, refuse what would lose data there, and have its
/// code signed.
///
/// A profile signs in its own region only; cells elsewhere get unsigned code from a pipeline.
final class PipelineSynth {
  private static final List<String> INSTALL =
      List.of("dnf install -y java-25-amazon-corretto-devel maven nodejs22 zip", "npm ci");

  private static final String UNSIGNED = "UNSIGNED";

  private final Stack stack;
  private final Pipeline from;
  private final SortedMap<EnvironmentName, CellPlan> cells;
  private final Bucket unsigned;

  PipelineSynth(Stack stack, Pipeline from, SortedMap<EnvironmentName, CellPlan> cells) {
    this.stack = stack;
    this.from = from;
    this.cells = cells;
    unsigned =
        Bucket.Builder.create(stack, "Unsigned")
            .versioned(true)
            .encryption(BucketEncryption.KMS_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(Duration.days(1))
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    AcceptedFindings.on(
        stack,
        AcceptedFindings.wildcard(stack, jobs()),
        "A signing job has no name before it is started.");
    AcceptedFindings.on(
        stack,
        AcceptedFindings.wildcard(stack, unsigned.arnForObjects("*")),
        "Code on its way to be signed, and back, is named by what it holds.");
  }

  CodeBuildStep of(CodePipelineSource source) {
    return CodeBuildStep.Builder.create("Synth")
        .input(source)
        .installCommands(INSTALL)
        .commands(commands())
        .env(Map.of(UNSIGNED, unsigned.getBucketName()))
        .rolePolicyStatements(may())
        .primaryOutputDirectory("cdk.out")
        .build();
  }

  private List<PolicyStatement> may() {
    return signed().findAny().isPresent()
        ? List.of(scans(), readsWhatIsDeployed(), signs(), waitsForSignatures(), exchanges())
        : List.of(scans(), readsWhatIsDeployed());
  }

  private List<String> commands() {
    var product = cells.values().iterator().next().config().product();
    var commands =
        new ArrayList<>(
            List.of(
                ".ci/run",
                "./cell sbom",
                ".ci/scan target/bom.json",
                "./cell synth " + product + " -c pipeline=true",
                "./cell guard --deployed"));
    signed()
        .map(plan ->
            ".ci/sign --if-there cdk.out/assembly-%s-%s $%s %s %s"
                .formatted(
                    stack.getNode().getId(),
                    plan.config().environmentName().text(),
                    UNSIGNED,
                    plan.names().signingProfile(),
                    plan.config().environment().account()))
        .forEach(commands::add);
    return commands;
  }

  private Stream<CellPlan> signed() {
    return cells.values().stream()
        .filter(CellSigning::isOn)
        .filter(plan -> plan.config().environment().region().equals(from.region()));
  }

  private static PolicyStatement scans() {
    return allow(List.of("inspector-scan:ScanSbom"), Stream.of("*"));
  }

  /// By the roles that CDK's bootstrap made for looking things up.
  private PolicyStatement readsWhatIsDeployed() {
    return allow(
        List.of("sts:AssumeRole"),
        cells.values().stream()
            .flatMap(plan -> {
              var account = plan.config().environment().account();
              return Stream.of(plan.config().environment().region(), CellEdge.REGION)
                  .distinct()
                  .limit(plan.hasDomain() ? 2 : 1)
                  .map(region ->
                      "arn:%s:iam::%s:role/cdk-hnb659fds-lookup-role-%s-%s"
                          .formatted(stack.getPartition(), account, account, region));
            }));
  }

  private PolicyStatement signs() {
    return allow(
        List.of("signer:GetSigningProfile", "signer:StartSigningJob"),
        signed()
            .map(plan ->
                signer(
                    plan.config().environment().account(),
                    "signing-profiles/" + plan.names().signingProfile())));
  }

  private PolicyStatement waitsForSignatures() {
    return allow(List.of("signer:DescribeSigningJob"), Stream.of(jobs()));
  }

  private String jobs() {
    return signer(from.account(), "signing-jobs/*");
  }

  private PolicyStatement exchanges() {
    return allow(
        List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
        Stream.of(unsigned.arnForObjects("*")));
  }

  private String signer(String account, String what) {
    return "arn:%s:signer:%s:%s:/%s".formatted(stack.getPartition(), from.region(), account, what);
  }

  private static PolicyStatement allow(List<String> actions, Stream<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources.toList()).build();
  }
}
