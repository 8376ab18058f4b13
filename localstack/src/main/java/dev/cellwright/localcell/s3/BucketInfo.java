package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.s3.Operation.Prepared;
import java.util.List;
import java.util.Map;

/// What can be asked about buckets themselves.
final class BucketInfo {

  private BucketInfo() {}

  static Prepared head(S3Call call) {
    return new Prepared(
        List.of(need("s3:ListBucket", call.bucket().arn())),
        () -> S3Answer.empty(200, Map.of("x-amz-bucket-region", call.s3().region())));
  }

  static Prepared location(S3Call call) {
    return new Prepared(
        List.of(need("s3:GetBucketLocation", call.bucket().arn())),
        () -> {
          var region = call.s3().region();
          return S3Answer.xml(
              Xml.text("LocationConstraint", region.equals("us-east-1") ? "" : region));
        });
  }

  static Prepared versioning(S3Call call) {
    return new Prepared(
        List.of(need("s3:GetBucketVersioning", call.bucket().arn())),
        () -> {
          var status =
              switch (call.bucket().settings().versioning()) {
                case OFF -> null;
                case ENABLED -> "Enabled";
                case SUSPENDED -> "Suspended";
              };
          return S3Answer.xml(Xml.of("VersioningConfiguration").element("Status", status));
        });
  }

  static Prepared list(S3Call call) {
    return new Prepared(
        List.of(need("s3:ListAllMyBuckets", "*")),
        () -> {
          var xml =
              Xml.of("ListAllMyBucketsResult")
                  .open("Owner")
                  .element("ID", call.s3().owner())
                  .close("Owner")
                  .open("Buckets");
          for (var bucket : call.s3().all()) {
            xml.open("Bucket")
                .element("Name", bucket.name())
                .element("CreationDate", ListObjects.time(bucket.createdAt()))
                .element("BucketRegion", call.s3().region())
                .close("Bucket");
          }
          return S3Answer.xml(xml.close("Buckets"));
        });
  }
}
