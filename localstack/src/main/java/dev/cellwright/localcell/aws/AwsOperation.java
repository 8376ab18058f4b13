package dev.cellwright.localcell.aws;

import java.util.List;
import java.util.Map;

/// An operation that a request asks for: the permissions it needs, and what it does.
public record AwsOperation(List<Need> needs, Body body) {

  /// A permission the caller must have before the operation runs.
  public record Need(String action, String resource, Map<String, String> conditionKeys) {}

  /// What the operation does once it is allowed.
  @FunctionalInterface
  public interface Body {
    AwsAnswer run() throws Exception;
  }
}
