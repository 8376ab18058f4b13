package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/// Where files lie that somebody asked for, such as exports: for a week, to be fetched by a signed
/// link.
final class ExportsBucket extends Construct {
  private static final Duration KEPT = Duration.days(7);

  ExportsBucket(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    var bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(keys.data())
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .versioned(false)
            .cors(List.of(fetching()))
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(KEPT)
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "Who asked for a file and who fetched a link to it is in the trail; a log of the bucket"
                + " would keep names longer than the files.",
            "AwsSolutions-S1",
            "NIST.800.53.R5-S3BucketLoggingEnabled"));
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "Files are made again from the database, and are to be gone after a week; a version or"
                + " a copy would outlive the erasure of whom they tell of.",
            "NIST.800.53.R5-S3BucketVersioningEnabled",
            "NIST.800.53.R5-S3BucketReplicationEnabled"));
    new CellParameters(plan.names())
        .publish(this, CellParameters.EXPORTS_BUCKET, bucket.getBucketName());
  }

  /// From any page: the link itself is what lets somebody fetch, no cookie goes with it.
  private static CorsRule fetching() {
    return CorsRule.builder()
        .allowedMethods(List.of(HttpMethods.GET))
        .allowedOrigins(List.of("*"))
        .exposedHeaders(List.of("Content-Disposition", "Content-Length", "ETag"))
        .maxAge(3600)
        .build();
  }
}
