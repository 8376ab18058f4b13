package dev.cellwright.cdk;

import java.util.List;
import java.util.SortedMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A function that is published with SnapStart and called by its alias `live`: with a log and a
/// role of its own.
final class LiveFunction {
  static final String ALIAS = "live";

  /// A full virtual CPU.
  private static final int MEMORY_MB = 1769;

  private final Construct scope;
  private final SharedCode code;
  private final String name;
  private final LogGroup log;
  private final FunctionRole access;

  /// @param scope the construct that the function is all there is in
  LiveFunction(Construct scope, SharedCode code, String name, String purpose) {
    this.scope = scope;
    this.code = code;
    this.name = name;
    log = code.logs().group(scope, "Log", code.plan().names().logGroup(name));
    access = new FunctionRole(scope, "Access", code.plan(), log, purpose);
  }

  /// What it may do; said before it is published.
  FunctionRole access() {
    return access;
  }

  Alias publish(
      String summary, String handler, Duration timeout, SortedMap<String, String> environment) {
    var function =
        Function.Builder.create(scope, "Function")
            .functionName(name)
            .description(summary)
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(handler)
            .code(code.code())
            .layers(List.of(code.kernel()))
            .role(access.role())
            .environment(environment)
            .memorySize(MEMORY_MB)
            .timeout(timeout)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .tracing(Tracing.ACTIVE)
            .logGroup(log)
            .loggingFormat(LoggingFormat.JSON)
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build())
            .build();
    CellSigning.trust(code.plan(), function);
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
    AcceptedFindings.on(
        function,
        "@aws-cdk/aws-lambda:snapStartRequirePublish",
        "Callers use the alias live, which points to a published version.");
    return Alias.Builder.create(scope, "Live")
        .aliasName(ALIAS)
        .version(function.getCurrentVersion())
        .build();
  }
}
