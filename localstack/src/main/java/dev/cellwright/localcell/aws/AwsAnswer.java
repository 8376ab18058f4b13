package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// What a service answers over HTTP.
public record AwsAnswer(int status, Map<String, String> headers, byte[] body) {

  public static AwsAnswer json(int status, Map<String, String> headers, JsonNode body) {
    try {
      return new AwsAnswer(status, headers, Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of ours always writes
    }
  }
}
