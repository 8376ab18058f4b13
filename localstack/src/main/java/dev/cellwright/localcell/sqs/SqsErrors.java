package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsError;

/// The errors of SQS: their names in the JSON protocol, and the older ones that clients show.
final class SqsErrors {

  private SqsErrors() {}

  static AwsError noQueue() {
    return new AwsError("QueueDoesNotExist", 400, "The specified queue does not exist.");
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidParameterValue", 400, message);
  }

  static AwsError invalidAttribute(String name) {
    return new AwsError("InvalidAttributeName", 400, "Unknown Attribute " + name + ".");
  }

  static AwsError invalidContents(String message) {
    return new AwsError("InvalidMessageContents", 400, message);
  }

  static AwsError badReceipt() {
    return new AwsError("ReceiptHandleIsInvalid", 400, "The input receipt handle is invalid.");
  }

  static AwsError notInFlight() {
    return new AwsError(
        "MessageNotInflight",
        400,
        "Value for parameter ReceiptHandle is not of a message in flight.");
  }

  /// The name in SQS's own vocabulary for an error that the front words for every service.
  static String ours(String name) {
    return switch (name) {
      case "ThrottlingException" -> "RequestThrottled";
      case "ValidationException" -> "InvalidParameterValue";
      default -> name;
    };
  }

  /// What the header `x-amzn-query-error` carries for those who knew SQS before it spoke JSON.
  static String queryCode(String name) {
    return switch (name) {
      case "QueueDoesNotExist" -> "AWS.SimpleQueueService.NonExistentQueue";
      case "EmptyBatchRequest",
          "TooManyEntriesInBatchRequest",
          "BatchEntryIdsNotDistinct",
          "BatchRequestTooLong",
          "InvalidBatchEntryId",
          "MessageNotInflight",
          "PurgeQueueInProgress",
          "UnsupportedOperation" ->
          "AWS.SimpleQueueService." + name;
      case "AccessDeniedException" -> "AccessDenied";
      default -> name;
    };
  }
}
