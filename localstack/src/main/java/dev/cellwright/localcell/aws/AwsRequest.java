package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.iam.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A signed request whose signature was right. Header names are lower case.
public record AwsRequest(
    String method, String path, Map<String, String> headers, byte[] body, Caller caller) {

  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
