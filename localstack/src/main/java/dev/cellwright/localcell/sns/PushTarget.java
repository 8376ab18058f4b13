package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Place;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// The two kinds of ARN that mobile push knows: of a platform application, and of an endpoint of
/// it.
///
/// An application has no type in CloudFormation; the local cell stands in for any of its account.
final class PushTarget {
  private static final Set<String> PLATFORMS = Set.of("GCM", "APNS", "APNS_SANDBOX");
  private static final Pattern APPLICATION =
      Pattern.compile("app/([A-Z_]+)/([A-Za-z0-9_.-]{1,256})");
  private static final Pattern ENDPOINT =
      Pattern.compile("endpoint/([A-Z_]+)/([A-Za-z0-9_.-]{1,256})/([0-9a-f-]{36})");

  private PushTarget() {}

  /// The platform of an application. Throws what SNS answers for an ARN that is none of ours.
  static String platform(Place place, String applicationArn) {
    var matcher = APPLICATION.matcher(rest(place, applicationArn, "PlatformApplicationArn"));
    if (!matcher.matches()) {
      throw Form.invalid("PlatformApplicationArn Reason: it is no ARN of an application");
    }
    return known(matcher.group(1));
  }

  /// The platform of an endpoint.
  static String platformOfEndpoint(Place place, String endpointArn) {
    var matcher = ENDPOINT.matcher(rest(place, endpointArn, "TargetArn"));
    if (!matcher.matches()) {
      throw Form.invalid("TargetArn Reason: it is no ARN of an endpoint");
    }
    return known(matcher.group(1));
  }

  static String newEndpoint(String applicationArn) {
    return applicationArn.replaceFirst(":app/", ":endpoint/") + "/" + UUID.randomUUID();
  }

  private static String rest(Place place, String arn, String parameter) {
    var ours = place.arn("sns", "");
    if (!arn.startsWith("arn:")) {
      throw Form.invalid(parameter + " Reason: An ARN must have at least 6 elements");
    }
    if (!arn.startsWith(ours)) {
      throw new AwsError("NotFound", 404, arn + " is not of this account and region");
    }
    return arn.substring(ours.length());
  }

  private static String known(String platform) {
    if (!PLATFORMS.contains(platform)) {
      throw Form.invalid("the local cell knows the platforms " + PLATFORMS + ", not " + platform);
    }
    return platform;
  }
}
