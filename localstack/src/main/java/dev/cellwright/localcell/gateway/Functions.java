package dev.cellwright.localcell.gateway;

import dev.cellwright.localcell.lambda.FunctionHost;
import org.jspecify.annotations.Nullable;

/// The functions an API may lead to, by the ARN an integration names.
public interface Functions {

  /// The host of the function or alias, or null when there is none.
  @Nullable FunctionHost find(String qualifiedArn);

  /// Whether a resource policy of the function lets API Gateway invoke it for this method:
  /// `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`.
  boolean mayInvoke(String qualifiedArn, String sourceArn);
}
