package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An operation of S3: its name, the parameters and `x-amz-` headers it knows, and what it needs
/// and does for one request.
record Operation(String name, Set<String> parameters, Set<String> headers, Maker maker) {

  @FunctionalInterface
  interface Maker {
    Prepared prepare(S3Call call) throws Exception;
  }

  @FunctionalInterface
  interface Work {
    S3Answer run() throws Exception;
  }

  /// What a request needs, and does once it is allowed.
  record Prepared(List<Need> needs, Work work) {}

  static Need need(String action, String resource) {
    return new Need(action, resource, Map.of());
  }
}
