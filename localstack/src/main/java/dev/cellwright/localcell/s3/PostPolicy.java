package dev.cellwright.localcell.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a signed policy lets a form upload be: until when, with which fields, how large.
record PostPolicy(Instant expiration, JsonNode conditions) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> UNCONDITIONAL =
      Set.of("x-amz-signature", "file", "policy", "x-amz-security-token");

  static PostPolicy of(String base64) {
    try {
      var document = JSON.readTree(Base64.getDecoder().decode(base64));
      var conditions = document.path("conditions");
      if (!conditions.isArray()) {
        throw invalid("Invalid Policy: no conditions");
      }
      return new PostPolicy(Instant.parse(document.path("expiration").asText()), conditions);
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw invalid("Invalid Policy: Invalid JSON.");
    }
  }

  private static S3Error invalid(String message) {
    return new S3Error("InvalidPolicyDocument", 400, message);
  }

  /// Checks the fields, whose names are lower case; answers nothing or throws.
  void check(Map<String, String> fields, Instant now) {
    if (!expiration.isAfter(now)) {
      throw S3Error.accessDenied("Invalid according to Policy: Policy expired.");
    }
    var covered = new HashSet<>(UNCONDITIONAL);
    for (var condition : conditions) {
      if (condition.isObject()) {
        for (var each : condition.properties()) {
          covered.add(check("eq", each.getKey(), each.getValue().asText(), fields));
        }
      } else if (condition.isArray() && condition.size() == 3) {
        var operator = condition.path(0).asText().toLowerCase(Locale.ROOT);
        if (!operator.equals("content-length-range")) {
          var name = condition.path(1).asText();
          if (!name.startsWith("$")) {
            throw invalid("Invalid Policy: a condition names no field");
          }
          covered.add(check(operator, name.substring(1), condition.path(2).asText(), fields));
        }
      } else {
        throw invalid("Invalid Policy: Invalid condition.");
      }
    }
    for (var name : fields.keySet()) {
      if (!covered.contains(name) && !name.startsWith("x-ignore-")) {
        throw S3Error.accessDenied("Invalid according to Policy: Extra input fields: " + name);
      }
    }
  }

  private static String check(
      String operator, String field, String wanted, Map<String, String> fields) {
    var name = field.toLowerCase(Locale.ROOT);
    var actual = fields.getOrDefault(name, "");
    var holds =
        switch (operator) {
          case "eq" -> actual.equals(wanted);
          case "starts-with" -> actual.startsWith(wanted);
          default -> throw invalid("Invalid Policy: unknown operator " + operator);
        };
    if (!holds) {
      throw S3Error.accessDenied(
          "Invalid according to Policy: Policy Condition failed: [\"%s\", \"$%s\", \"%s\"]"
              .formatted(operator, field, wanted));
    }
    return name;
  }

  /// Checks how long the file is.
  void checkLength(long length) {
    for (var condition : conditions) {
      if (condition.isArray()
          && condition.path(0).asText().toLowerCase(Locale.ROOT).equals("content-length-range")) {
        if (length < condition.path(1).asLong()) {
          throw new S3Error(
              "EntityTooSmall",
              400,
              "Your proposed upload is smaller than the minimum allowed size");
        }
        if (length > condition.path(2).asLong()) {
          throw new S3Error(
              "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size");
        }
      }
    }
  }
}
