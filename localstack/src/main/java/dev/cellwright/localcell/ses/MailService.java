package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import java.util.HashMap;
import java.util.Map;

/// SES v2 over HTTP: REST-JSON, the error's name in a header.
record MailService(SendEmail sendEmail) implements AwsService {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  @Override
  public String name() {
    return "ses";
  }

  @Override
  public String operation(AwsRequest request) {
    var asked = request.method() + " " + request.path();
    if (!asked.equals("POST /v2/email/outbound-emails")) {
      throw AwsError.unknownOperation(name(), asked);
    }
    return "SendEmail";
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    try {
      return sendEmail.prepare(request.body());
    } catch (AwsError e) {
      throw e.name().equals("ValidationException")
          ? SendEmail.bad(String.valueOf(e.getMessage()))
          : e;
    }
  }

  static AwsAnswer sent(String id) {
    return AwsAnswer.json(200, HEADERS, Json.object().put("MessageId", id));
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
