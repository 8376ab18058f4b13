package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.s3.BucketPolicy;
import dev.cellwright.localcell.s3.BucketTemplate;
import dev.cellwright.localcell.s3.Buckets;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.sql.SQLException;

/// Makes the buckets of a template, with their policies and whom they tell.
final class StoredBuckets {

  private final CellTemplate template;
  private final Buckets buckets;

  StoredBuckets(CellTemplate template, Buckets buckets) {
    this.template = template;
    this.buckets = buckets;
  }

  void make(Resource resource) throws SQLException {
    var properties = template.resolve(resource);
    try {
      switch (resource.type()) {
        case "AWS::S3::Bucket" ->
            buckets.create(template.name(resource), reader(resource).settings(properties));
        case "AWS::S3::BucketPolicy" ->
            buckets.policy(
                properties.path("Bucket").asText(),
                BucketPolicy.of(properties.path("PolicyDocument")));
        default ->
            buckets.tell(
                properties.path("BucketName").asText(),
                reader(resource).notifications(properties.path("NotificationConfiguration")));
      }
    } catch (IllegalArgumentException e) {
      throw new CellProblem(resource + " can't be made here: " + e.getMessage(), e);
    }
  }

  private static BucketTemplate reader(Resource resource) {
    return new BucketTemplate(key -> {
      if (key.startsWith("arn:")) {
        return key;
      }
      var rest = key.startsWith("alias/") ? key : "key/" + key;
      return "arn:aws:kms:%s:%s:%s"
          .formatted(resource.stack().region(), resource.stack().account(), rest);
    });
  }
}
