package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/// Where seals of the trail lie, and what is archived of it under `archive/`: locked, each object
/// from the moment it is written.
///
/// In production the lock is in compliance mode: until it ends not even the account's root can
/// delete an object or shorten its time. Elsewhere somebody with the permission for it can.
final class SealsBucket extends Construct {
  private static final String ARCHIVE = "archive/";

  SealsBucket(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    var bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(keys.data())
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .versioned(true)
            .objectLockEnabled(true)
            .objectLockDefaultRetention(locked(plan))
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .prefix(ARCHIVE)
                        .transitions(List.of(toGlacier()))
                        .build(),
                    LifecycleRule.builder()
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "Nobody can change or delete what is in it, and reading it is the module's own work,"
                + " which is in the trail.",
            "AwsSolutions-S1",
            "NIST.800.53.R5-S3BucketLoggingEnabled"));
    AcceptedFindings.on(
        bucket,
        "NIST.800.53.R5-S3BucketReplicationEnabled",
        "A cell keeps its data in its region. Every seal is in the database too, and in each export"
            + " of a trail.");
    new CellParameters(plan.names())
        .publish(this, CellParameters.SEALS_BUCKET, bucket.getBucketName());
  }

  private static ObjectLockRetention locked(CellPlan plan) {
    var time = Duration.days(plan.config().environment().retention().sealsDays());
    return plan.config().isProd()
        ? ObjectLockRetention.compliance(time)
        : ObjectLockRetention.governance(time);
  }

  /// The Glacier class that is read at once: whoever verifies an archive shouldn't have to order it
  /// a day before.
  private static Transition toGlacier() {
    return Transition.builder()
        .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
        .transitionAfter(Duration.days(1))
        .build();
  }
}
