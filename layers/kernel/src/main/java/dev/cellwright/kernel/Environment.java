package dev.cellwright.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of a function. A host that runs many functions in one process gives each its own;
/// nothing else in the kernel reads the process's.
///
/// @param hosted whether the variables were handed in rather than read from the process; then AWS
///   credentials are among them
public record Environment(Map<String, String> variables, boolean hosted) {

  public Environment {
    variables = Map.copyOf(variables);
  }

  /// The process's own, as on AWS Lambda.
  public static Environment ofProcess() {
    return new Environment(System.getenv(), false);
  }

  public static Environment handedIn(Map<String, String> variables) {
    return new Environment(variables, true);
  }

  /// @throws IllegalStateException naming the variable that is missing
  public String require(String name) {
    var value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("the environment lacks " + name);
    }
    return value;
  }

  public @Nullable String find(String name) {
    return variables.get(name);
  }

  /// Never shows the values: credentials are among them.
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }
}
