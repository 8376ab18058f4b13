package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.SortedMap;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// A function that runs once while the stack is deployed, and again when the release changed.
///
/// CDK's provider calls it and answers CloudFormation in its place, since a function inside an
/// isolated network can't.
final class DeploymentStep extends Construct {

  DeploymentStep(
      Construct scope,
      String id,
      CellLogs logs,
      IFunction function,
      SortedMap<String, String> release) {
    super(scope, id);
    var names = logs.plan().names();
    var name = names.function(id.toLowerCase(Locale.ROOT));
    var log = logs.group(this, "Log", names.logGroup(name));
    var access = new FunctionRole(this, "Access", logs.plan(), log, "Calls " + id);
    AcceptedFindings.on(
        access,
        versionsOf(function),
        "CDK's provider calls whichever version of this one function is asked for.");
    var provider =
        Provider.Builder.create(this, "Provider")
            .providerFunctionName(name)
            .onEventHandler(function)
            .frameworkOnEventRole(access.role())
            .logGroup(log)
            .build();
    complete(provider);
    CustomResource.Builder.create(this, "Resource")
        .resourceType("Custom::" + id)
        .serviceToken(provider.getServiceToken())
        .properties(release)
        .build();
  }

  private String versionsOf(IFunction function) {
    return function.getNode().getDefaultChild() instanceof CfnElement own
        ? "AwsSolutions-IAM5[Resource::<%s.Arn>:*]".formatted(Stack.of(this).getLogicalId(own))
        : AcceptedFindings.wildcard(this, function.getFunctionArn() + ":*");
  }

  /// CDK leaves memory and tracing of its own function to Lambda's defaults.
  private static void complete(Provider provider) {
    var framework = (Function) provider.getNode().findChild("framework-onEvent");
    AcceptedFindings.on(framework, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
    var resource = (CfnFunction) requireNonNull(framework.getNode().getDefaultChild());
    resource.setMemorySize(128);
    resource.setTracingConfig(CfnFunction.TracingConfigProperty.builder().mode("Active").build());
  }
}
