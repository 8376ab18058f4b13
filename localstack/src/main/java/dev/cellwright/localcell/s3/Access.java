package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.iam.AccessDenied;
import dev.cellwright.localcell.iam.Caller;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Decision;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller may do: what its role allows or the bucket does, and neither denies.
record Access(
    Callers callers, Caller caller, @Nullable Bucket bucket, Map<String, String> conditionKeys) {

  /// Lets pass, or throws the error S3 answers.
  void check(Need need) {
    var keys = keys(need.conditionKeys());
    var byBucket = byBucket(need.action(), need.resource(), keys);
    if (byBucket == Decision.DENIED_EXPLICITLY) {
      throw S3Error.accessDenied(
          "User: %s is not authorized to perform: %s on resource: \"%s\" with an explicit deny in a"
                  .formatted(caller.roleArn(), need.action(), need.resource())
              + " resource-based policy");
    }
    if (byBucket.isAllowed()
        && caller.policy().decide(need.action(), need.resource(), keys)
            == Decision.DENIED_IMPLICITLY) {
      return;
    }
    try {
      callers.check(caller, need.action(), need.resource(), keys);
    } catch (AccessDenied e) {
      throw S3Error.accessDenied(String.valueOf(e.getMessage()));
    }
  }

  /// Whether the caller may; nothing is remembered as used.
  boolean may(String action, String resource) {
    var keys = keys(Map.of());
    var byBucket = byBucket(action, resource, keys);
    var byRole = caller.policy().decide(action, resource, keys);
    return byBucket != Decision.DENIED_EXPLICITLY
        && byRole != Decision.DENIED_EXPLICITLY
        && (byBucket.isAllowed() || byRole.isAllowed());
  }

  private Decision byBucket(String action, String resource, Map<String, String> keys) {
    return bucket == null || !action.startsWith("s3:")
        ? Decision.DENIED_IMPLICITLY
        : bucket.policy().decide(caller.roleArn(), action, resource, keys);
  }

  private Map<String, String> keys(Map<String, String> more) {
    var keys = new HashMap<>(conditionKeys);
    keys.putAll(more);
    return keys;
  }

  /// The same caller at another bucket.
  Access at(Bucket other) {
    return new Access(callers, caller, other, conditionKeys);
  }
}
