package dev.cellwright.localcell.gateway;

/// What API Gateway answers without, or instead of, the function: its response types with their own
/// status and message.
enum GatewayError {
  API_CONFIGURATION_ERROR(500, "Internal server error"),
  BAD_REQUEST_BODY(400, "Invalid request body"),
  BAD_REQUEST_PARAMETERS(400, "Missing required request parameters"),
  INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
  /// A function that failed or answered no proxy response; API Gateway has no type of its own for
  /// it.
  MALFORMED_PROXY_RESPONSE(502, "Internal server error"),
  MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
  REQUEST_TOO_LARGE(413, "Request Too Long");

  private final int status;
  private final String message;

  GatewayError(int status, String message) {
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  String fallback() {
    return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  }
}
