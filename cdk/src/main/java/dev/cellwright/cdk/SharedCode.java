package dev.cellwright.cdk;

import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// What the functions of one stack share: their code, the kernel under it, and how they keep logs.
record SharedCode(CellPlan plan, Path asset, ILayerVersion kernel, CellLogs logs) {

  static SharedCode in(CellStack stack, CellPlan plan, Path asset) {
    return new SharedCode(plan, asset, KernelLayer.in(stack, plan), CellLogs.in(stack, plan));
  }

  Code code() {
    return Code.fromAsset(asset.toString());
  }
}
