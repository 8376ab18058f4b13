package dev.cellwright.localcell.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to an object.
///
/// @param name as notifications have it: `ObjectCreated:Put`
/// @param reason the operation, as events on the bus have it
/// @param sequencer grows with each event of a key; to be compared as text of one length
public record ObjectEvent(
    String region,
    String account,
    String bucket,
    String name,
    String reason,
    String key,
    long size,
    String etag,
    @Nullable String versionId,
    String sequencer,
    String requestId,
    String requester,
    Instant at) {

  public boolean isDeletion() {
    return name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:");
  }

  /// The `detail-type` on the event bus.
  public String detailType() {
    return isDeletion() ? "Object Deleted" : "Object Created";
  }

  public String bucketArn() {
    return "arn:aws:s3:::" + bucket;
  }

  /// The `detail` on the event bus.
  public ObjectNode detail() {
    var detail = JsonNodeFactory.instance.objectNode();
    detail.put("version", "0");
    detail.putObject("bucket").put("name", bucket);
    var object = detail.putObject("object");
    object.put("key", key);
    if (!isDeletion()) {
      object.put("size", size);
    }
    if (!isDeletion() || etag.length() > 0) {
      object.put("etag", etag);
    }
    if (versionId != null) {
      object.put("version-id", versionId);
    }
    object.put("sequencer", sequencer);
    detail.put("request-id", requestId);
    detail.put("requester", requester);
    detail.put("source-ip-address", "127.0.0.1");
    detail.put("reason", reason);
    if (isDeletion()) {
      var marked = name.endsWith("DeleteMarkerCreated");
      detail.put("deletion-type", marked ? "Delete Marker Created" : "Permanently Deleted");
    }
    return detail;
  }

  /// The event that a function, a queue or a topic gets: one record, whose key is escaped.
  public ObjectNode records() {
    var event = JsonNodeFactory.instance.objectNode();
    var record = event.putArray("Records").addObject();
    record.put("eventVersion", "2.1");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", region);
    record.put("eventTime", at.toString());
    record.put("eventName", name);
    record.putObject("userIdentity").put("principalId", requester);
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record.putObject("responseElements").put("x-amz-request-id", requestId);
    var s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", bucket).put("arn", bucketArn());
    var object = s3.putObject("object");
    object.put("key", Escapes.encodePath(key).replace("%20", "+"));
    if (!isDeletion()) {
      object.put("size", size).put("eTag", etag);
    }
    if (versionId != null) {
      object.put("versionId", versionId);
    }
    object.put("sequencer", sequencer);
    return event;
  }
}
