package dev.cellwright.localcell.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a template says about one function.
///
/// @param qualifiedArn the ARN it is invoked by, with its alias when it has one
/// @param handler `package.Class::handleRequest`
/// @param snapStart whether published versions start from a snapshot: then the handler's hooks run
/// @param role the ARN of the role it has
/// @param classPath the task's directory and jars, then the layers', as Lambda orders them
public record FunctionSettings(
    String name,
    String qualifiedArn,
    String version,
    String handler,
    List<Path> classPath,
    Map<String, String> environment,
    Duration timeout,
    int memoryMegabytes,
    String logGroup,
    boolean snapStart,
    String role) {}
