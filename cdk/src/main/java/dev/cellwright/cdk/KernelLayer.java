package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/// The kernel as a Lambda layer.
///
/// Each stack makes a version of its own from the same asset: a layer that another stack names
/// would change without the function getting a new version.
final class KernelLayer {
  private KernelLayer() {}

  static ILayerVersion in(Construct scope, CellPlan plan) {
    return LayerVersion.Builder.create(scope, "Kernel")
        .description("The kernel of " + plan.config().cellName())
        .code(Code.fromAsset(plan.code().layer().toString()))
        .compatibleRuntimes(List.of(Runtime.JAVA_25))
        .build();
  }
}
