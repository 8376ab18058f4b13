package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.iam.Callers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/// S3: the buckets of the cell and what is in them.
///
/// Rows are in PostgreSQL, contents in files. What is answered survives a kill where the files'
/// directory is kept; a file without a row is deleted at the next start.
public final class Buckets implements AutoCloseable {
  private final Place place;
  private final InstantSource clock;
  private final Callers callers;
  private final BucketStore names;
  private final ObjectStore store;
  private final UploadStore uploads;
  private final ObjectFiles files;
  private final Versions versions;
  private final Lifecycle lifecycle = new Lifecycle(this);
  private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();
  private final S3Dispatch dispatch;
  private volatile ObjectEvents events =
      (destination, event) -> {
        throw new IllegalStateException("nobody takes " + event.name() + " for " + destination);
      };

  /// @param directory where contents are kept; null keeps nothing
  public Buckets(
      Place place,
      AwsDatabase database,
      InstantSource clock,
      Callers callers,
      CallLog calls,
      Faults faults,
      @Nullable Path directory)
      throws SQLException, IOException {
    this.place = place;
    this.clock = clock;
    this.callers = callers;
    this.names = new BucketStore(database);
    this.store = new ObjectStore(database);
    this.uploads = new UploadStore(database);
    names.open();
    store.open();
    uploads.open();
    this.files = ObjectFiles.open(directory);
    this.versions = new Versions(store, files);
    this.dispatch = new S3Dispatch(this, calls, faults);
    var named = store.files();
    named.addAll(uploads.files());
    files.sweep(named);
  }

  /// Makes a bucket, or finds it with its objects and gives it these settings.
  public void create(String name, BucketSettings settings) throws SQLException {
    if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || name.contains("..")) {
      throw new IllegalArgumentException(name + " can't be a bucket's name");
    }
    buckets.put(name, new Bucket(name, names.bucket(name, now()), settings, BucketPolicy.NONE));
    lifecycle.rulesChanged();
  }

  /// Gives a bucket its policy.
  public void policy(String name, BucketPolicy policy) {
    var old = bucket(name);
    buckets.put(name, new Bucket(name, old.createdAt(), old.settings(), policy));
  }

  /// Has a bucket tell others what happens.
  public void tell(String name, List<Notification> notifications) {
    var old = bucket(name);
    buckets.put(
        name,
        new Bucket(name, old.createdAt(), old.settings().telling(notifications), old.policy()));
  }

  /// Who takes what happens to objects. Until somebody does, a bucket that tells anybody fails
  /// aloud in the log.
  public void publishTo(ObjectEvents taker) {
    events = taker;
  }

  /// A bucket as the console shows it.
  public record Usage(String bucket, long objects, long bytes, String versioning) {}

  public List<Usage> usage() throws SQLException {
    var used = names.usage();
    return buckets.values().stream()
        .map(each -> {
          var usage = used.getOrDefault(each.name(), new BucketStore.Usage(0, 0));
          return new Usage(
              each.name(),
              usage.objects(),
              usage.bytes(),
              each.settings().objectLock()
                  ? "versions, locked"
                  : each.hasVersionIds() ? "versions" : "");
        })
        .toList();
  }

  /// The front end: takes the requests that are S3's and leaves others alone.
  public Handler handler() {
    return new S3Handler(dispatch);
  }

  Bucket bucket(String name) {
    var bucket = buckets.get(name);
    if (bucket == null) {
      throw S3Error.noSuchBucket();
    }
    return bucket;
  }

  boolean has(String name) {
    return buckets.containsKey(name);
  }

  Collection<Bucket> all() {
    return buckets.values();
  }

  /// To the microsecond, as the rows keep it.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  String region() {
    return place.region();
  }

  String account() {
    return place.account();
  }

  /// The canonical id of the account that owns everything here.
  String owner() {
    return Crypto.sha256(place.account().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  String keyArn(String idOrArn) {
    if (idOrArn.startsWith("arn:")) {
      return idOrArn;
    }
    var rest = idOrArn.startsWith("alias/") ? idOrArn : "key/" + idOrArn;
    return "arn:aws:kms:%s:%s:%s".formatted(place.region(), place.account(), rest);
  }

  Callers callers() {
    return callers;
  }

  ObjectStore store() {
    return store;
  }

  UploadStore uploads() {
    return uploads;
  }

  ObjectFiles files() {
    return files;
  }

  Versions versions() {
    return versions;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  /// Tells whom the bucket tells.
  void tell(S3Call call, String name, String reason, ObjectVersion version) {
    tell(call.bucket(), name, reason, version, call.id(), call.access().caller().roleArn());
  }

  void tellExpired(Bucket bucket, Versions.Deleted deleted) {
    switch (deleted) {
      case Versions.Deleted.Marked(var marker) ->
          tell(
              bucket,
              "LifecycleExpiration:DeleteMarkerCreated",
              "Lifecycle Expiration",
              marker,
              Ids.request(),
              "s3.amazonaws.com");
      case Versions.Deleted.Gone(var version) ->
          tell(
              bucket,
              "LifecycleExpiration:Delete",
              "Lifecycle Expiration",
              version,
              Ids.request(),
              "s3.amazonaws.com");
      case Versions.Deleted.NothingThere() -> {}
    }
  }

  private void tell(
      Bucket bucket,
      String name,
      String reason,
      ObjectVersion version,
      String requestId,
      String requester) {
    var event =
        new ObjectEvent(
            place.region(),
            place.account(),
            bucket.name(),
            name,
            reason,
            version.key(),
            version.size(),
            version.etag(),
            bucket.hasVersionIds() ? version.versionId() : null,
            "%016X".formatted(version.sequence()),
            requestId,
            requester,
            now());
    for (var each : bucket.settings().notifications()) {
      if (each.isFor(event)) {
        dispatch.deliver(events, each.destination(), event);
      }
    }
  }

  /// Lets hanging calls go.
  public void letGo() {
    dispatch.close();
  }

  /// Forgets what is not kept. Nobody may be answered any more.
  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
