package dev.cellwright.localcell.aws;

/// The region and account that the cell stands for.
public record Place(String region, String account) {

  /// The ARN of something of ours: `resource` is what follows the account.
  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account, resource);
  }

  private String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
