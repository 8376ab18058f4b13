package dev.cellwright.cdk;

import dev.cellwright.config.EnvironmentName;
import dev.cellwright.config.Pipeline;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.AddStageOpts;
import software.amazon.awscdk.pipelines.CodeBuildOptions;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ManualApprovalStep;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.ComputeType;
import software.amazon.awscdk.services.codebuild.LinuxArmBuildImage;
import software.constructs.Construct;

/// The pipeline of a product: each commit is tested, synthesized, compared with what is deployed
/// and signed once, then deployed to one environment after the other. Before production somebody
/// says yes.
///
/// What it runs are the commands that a person runs, so that another driver can run them as well.
final class DeliveryPipeline extends Stack {
  /// The command lines that the pipeline deploys with: the one that `package.json` pins, and the
  /// one that publishes assets.
  static final String CDK = "2.1148.1";

  static final String CDK_ASSETS = "4.7.3";

  /// @param cells what to deploy, by environment; of one product
  DeliveryPipeline(
      Construct scope, String id, Pipeline from, SortedMap<EnvironmentName, CellPlan> cells) {
    super(scope, id, props(from, product(cells)));
    var pipeline =
        CodePipeline.Builder.create(this, "Pipeline")
            .pipelineName(product(cells))
            .crossAccountKeys(true)
            .enableKeyRotation(true)
            .codeBuildDefaults(machine())
            .cliVersion(CDK)
            .cdkAssetsCliVersion(CDK_ASSETS)
            .synth(new PipelineSynth(this, from, cells).of(source(from)))
            .build();
    cells.forEach((name, plan) -> {
      var stage = Stage.Builder.create(this, name.text()).build();
      new Cell(stage, CellApp.CELL, plan);
      pipeline.addStage(stage, before(name));
    });
    pipeline.buildPipeline();
    PipelineFindings.accept(this, from);
    pipeline
        .getPipeline()
        .getCrossRegionSupport()
        .values()
        .forEach(other -> PipelineFindings.accept(this, other));
  }

  private static CodePipelineSource source(Pipeline from) {
    return CodePipelineSource.connection(
        from.repository(),
        from.branch(),
        ConnectionSourceOptions.builder().connectionArn(from.connection()).build());
  }

  private static AddStageOpts before(EnvironmentName name) {
    return name == EnvironmentName.PROD
        ? AddStageOpts.builder()
            .pre(List.of(ManualApprovalStep.Builder.create("Release").build()))
            .build()
        : AddStageOpts.builder().build();
  }

  /// Functions run on ARM; what is tested should too.
  private static CodeBuildOptions machine() {
    return CodeBuildOptions.builder()
        .buildEnvironment(
            BuildEnvironment.builder()
                .buildImage(LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0)
                .computeType(ComputeType.LARGE)
                .build())
        .build();
  }

  private static String product(SortedMap<EnvironmentName, CellPlan> cells) {
    return cells.values().iterator().next().config().product();
  }

  private static StackProps props(Pipeline from, String product) {
    return StackProps.builder()
        .stackName(product + "-pipeline")
        .description("Carries releases of " + product + " from environment to environment.")
        .env(Environment.builder().account(from.account()).region(from.region()).build())
        .terminationProtection(true)
        .build();
  }
}
