package dev.cellwright.localcell.aws;

/// An error that AWS itself would answer: its name as clients know it, its status, its message.
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String name;
  private final int status;

  public AwsError(String name, int status, String message) {
    super(message);
    this.name = name;
    this.status = status;
  }

  public static AwsError unknownOperation(String service, String operation) {
    return new AwsError(
        "UnknownOperationException",
        404,
        "the local cell does not know the operation %s of %s".formatted(operation, service));
  }

  public String name() {
    return name;
  }

  public int status() {
    return status;
  }
}
