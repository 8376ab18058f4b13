package dev.cellwright.localcell.s3;

/// Takes what happens to objects to whom their bucket tells it.
///
/// It is called once the object is written, in the thread that wrote it. What happens between that
/// and the call, a kill above all, is lost; S3 itself would deliver it later.
@FunctionalInterface
public interface ObjectEvents {

  void deliver(Destination destination, ObjectEvent event);

  /// Whom a bucket tells.
  sealed interface Destination {
    /// The default event bus, with source `aws.s3`.
    record EventBridge() implements Destination {}

    record Function(String arn) implements Destination {}

    record Queue(String arn) implements Destination {}

    record Topic(String arn) implements Destination {}
  }
}
