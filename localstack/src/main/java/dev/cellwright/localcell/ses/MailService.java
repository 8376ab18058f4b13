package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.gateway.RequestPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// SES v2 over HTTP: REST-JSON, the error's name in a header.
record MailService(SendEmail sendEmail, SuppressionOperations suppressions) implements AwsService {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final String SUPPRESSED = "/v2/email/suppression/addresses";

  @Override
  public String name() {
    return "ses";
  }

  @Override
  public Set<String> operationNames() {
    return Set.of(
        "SendEmail",
        "PutSuppressedDestination",
        "GetSuppressedDestination",
        "DeleteSuppressedDestination");
  }

  @Override
  public String operation(AwsRequest request) {
    var asked = request.method() + " " + request.path();
    var suppressed = asked.replaceFirst("(" + SUPPRESSED + ")/[^/]+$", "$1/*");
    return switch (suppressed) {
      case "POST /v2/email/outbound-emails" -> "SendEmail";
      case "PUT " + SUPPRESSED -> "PutSuppressedDestination";
      case "GET " + SUPPRESSED + "/*" -> "GetSuppressedDestination";
      case "DELETE " + SUPPRESSED + "/*" -> "DeleteSuppressedDestination";
      default -> throw AwsError.unknownOperation(name(), asked);
    };
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    try {
      return switch (operation) {
        case "PutSuppressedDestination" -> suppressions.put(request.body());
        case "GetSuppressedDestination" -> suppressions.get(address(request));
        case "DeleteSuppressedDestination" -> suppressions.delete(address(request));
        default -> sendEmail.prepare(request.body());
      };
    } catch (AwsError e) {
      throw e.name().equals("ValidationException")
          ? SendEmail.bad(String.valueOf(e.getMessage()))
          : e;
    }
  }

  private static String address(AwsRequest request) {
    try {
      return RequestPath.segments(request.path()).getLast();
    } catch (RequestPath.Malformed e) {
      throw SendEmail.bad("the path is malformed: " + e.getMessage());
    }
  }

  static AwsAnswer sent(String id) {
    return answer(Json.object().put("MessageId", id));
  }

  static AwsAnswer answer(ObjectNode body) {
    return AwsAnswer.json(200, HEADERS, body);
  }

  @Override
  public AwsAnswer error(AwsError error) {
    var headers = new HashMap<>(HEADERS);
    headers.put("x-amzn-ErrorType", error.name());
    return AwsAnswer.json(
        error.status(), headers, Json.object().put("message", error.getMessage()));
  }

  @Override
  public String internalError() {
    return "InternalServiceErrorException";
  }

  @Override
  public int accessDeniedStatus() {
    return 403;
  }
}
