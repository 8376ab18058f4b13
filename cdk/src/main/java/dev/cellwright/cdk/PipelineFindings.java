package dev.cellwright.cdk;

import dev.cellwright.config.Pipeline;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codepipeline.CrossRegionSupport;

/// What cdk-nag finds in what CDK makes for a pipeline. None of it is of a cell.
final class PipelineFindings {
  private static final String ARTIFACTS = "PipelineArtifactsBucketAEA9A052";
  private static final List<String> PROJECTS =
      List.of(
          "PipelineBuildSynthCdkBuildProject6BEFA8E6",
          "PipelineUpdatePipelineSelfMutationDAA41400");

  private PipelineFindings() {}

  static void accept(Stack stack, Pipeline from) {
    AcceptedFindings.on(stack, AcceptedFindings.BY_DESIGN);
    keepsLittle(stack);
    accept(
        stack,
        "CDK lets the steps of a pipeline use its own bucket and key by these patterns.",
        Stream.of(
            "Action::s3:Abort*",
            "Action::s3:DeleteObject*",
            "Action::s3:GetBucket*",
            "Action::s3:GetObject*",
            "Action::s3:List*",
            "Action::kms:GenerateDataKey*",
            "Action::kms:ReEncrypt*",
            "Resource::<" + ARTIFACTS + ".Arn>/*"));
    accept(
        stack,
        "A build writes a log and reports that are named when it runs.",
        Stream.concat(PROJECTS.stream().map(project -> "<" + project + ">"), Stream.of(""))
            .flatMap(project -> logs(from, project)));
    accept(
        stack,
        "The pipeline deploys itself by the roles that CDK's bootstrap made, told by their tags, and"
            + " looks whether its stack is there; what Inspector scans has no ARN.",
        Stream.of("Resource::arn:*:iam::" + from.account() + ":role/*", "Resource::*"));
  }

  /// A bucket in another region, from which a stack that is there takes its template.
  static void accept(Stack stack, CrossRegionSupport other) {
    keepsLittle(other.getStack());
    AcceptedFindings.on(
        stack,
        AcceptedFindings.wildcard(stack, other.getReplicationBucket().arnForObjects("*")),
        "CDK lets the pipeline use its bucket in another region by this pattern.");
  }

  private static void keepsLittle(Stack stack) {
    AcceptedFindings.on(
        stack,
        AcceptedFindings.alike(
            "What is in the bucket is made again from a commit, and lives for one run.",
            "AwsSolutions-S1",
            "NIST.800.53.R5-S3BucketLoggingEnabled",
            "NIST.800.53.R5-S3BucketReplicationEnabled",
            "NIST.800.53.R5-S3BucketVersioningEnabled"));
  }

  private static Stream<String> logs(Pipeline from, String project) {
    var place = from.region() + ":" + from.account();
    return Stream.of(
        "Resource::arn:aws:logs:%s:log-group:/aws/codebuild/%s*"
            .formatted(place, project.isEmpty() ? "" : project + ":"),
        "Resource::arn:aws:codebuild:%s:report-group/%s*"
            .formatted(place, project.isEmpty() ? "" : project + "-"));
  }

  private static void accept(Stack stack, String reason, Stream<String> patterns) {
    patterns.forEach(
        pattern -> AcceptedFindings.on(stack, "AwsSolutions-IAM5[" + pattern + "]", reason));
  }
}
