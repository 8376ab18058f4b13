package dev.cellwright.localcell.s3;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which operation a request asks for: by method, by what it is at, and by the one parameter or
/// header that tells them apart.
final class Operations {
  private static final List<String> SUBRESOURCES =
      List.of(
          "versioning",
          "location",
          "object-lock",
          "tagging",
          "retention",
          "legal-hold",
          "attributes",
          "uploads",
          "uploadId",
          "versions",
          "delete",
          "acl",
          "cors",
          "lifecycle",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "encryption",
          "notification",
          "ownershipControls",
          "website",
          "logging",
          "replication",
          "requestPayment",
          "accelerate",
          "analytics",
          "inventory",
          "metrics",
          "intelligent-tiering",
          "restore",
          "select",
          "torrent",
          "session",
          "renameObject",
          "append");

  /// Headers that any request may have.
  private static final Set<String> COMMON =
      Set.of(
          "x-amz-date",
          "x-amz-content-sha256",
          "x-amz-security-token",
          "x-amz-user-agent",
          "x-amz-expected-bucket-owner",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-decoded-content-length",
          "x-amz-trailer",
          "x-amz-checksum-mode",
          "x-amz-te"); // asks for a digest behind the body; who gets none does without

  /// Of a browser's form, which no parameter tells apart but its content type.
  static final String POST_OBJECT = "PostObject";

  private static final Map<String, Operation> KNOWN = new HashMap<>();

  static {
    var lists = Set.of("prefix", "delimiter", "max-keys", "encoding-type");
    var writes = Draft.KNOWN;
    var reads = with(GetObject.OVERRIDES, "versionId");
    add("GET service", "ListBuckets", Set.of(), Set.of(), BucketInfo::list);
    add("HEAD bucket", "HeadBucket", Set.of(), Set.of(), BucketInfo::head);
    add("GET bucket location", "GetBucketLocation", Set.of(), Set.of(), BucketInfo::location);
    add("GET bucket versioning", "GetBucketVersioning", Set.of(), Set.of(), BucketInfo::versioning);
    add(
        "GET bucket",
        "ListObjectsV2",
        with(lists, "list-type", "continuation-token", "start-after", "fetch-owner"),
        Set.of("x-amz-optional-object-attributes"),
        ListObjects::prepare);
    add(
        "GET bucket versions",
        "ListObjectVersions",
        with(lists, "key-marker", "version-id-marker"),
        Set.of(),
        ListVersions::prepare);
    add(
        "GET bucket uploads",
        "ListMultipartUploads",
        Set.of("prefix", "encoding-type"),
        Set.of(),
        Multipart::listUploads);
    add(
        "GET bucket object-lock",
        "GetObjectLockConfiguration",
        Set.of(),
        Set.of(),
        Locks::configuration);
    add(
        "POST bucket delete",
        "DeleteObjects",
        Set.of(),
        Set.of(DeleteObject.BYPASS),
        DeleteObject::several);
    add("PUT object", "PutObject", Set.of(), writes, PutObject::prepare);
    add(
        "PUT object copy",
        "CopyObject",
        Set.of(),
        with(
            writes,
            CopyObject.SOURCE,
            "x-amz-metadata-directive",
            "x-amz-tagging-directive",
            Multipart.ALGORITHM,
            "x-amz-copy-source-if-match",
            "x-amz-copy-source-if-none-match",
            "x-amz-copy-source-if-modified-since",
            "x-amz-copy-source-if-unmodified-since"),
        CopyObject::prepare);
    add("GET object", "GetObject", reads, Set.of(), GetObject::get);
    add("HEAD object", "HeadObject", reads, Set.of(), GetObject::head);
    add(
        "GET object attributes",
        "GetObjectAttributes",
        Set.of("versionId"),
        Set.of("x-amz-object-attributes"),
        GetObject::attributes);
    add(
        "DELETE object",
        "DeleteObject",
        Set.of("versionId"),
        Set.of(DeleteObject.BYPASS),
        DeleteObject::one);
    add("GET object tagging", "GetObjectTagging", Set.of("versionId"), Set.of(), Tagging::get);
    add("PUT object tagging", "PutObjectTagging", Set.of("versionId"), Set.of(), Tagging::put);
    add(
        "DELETE object tagging",
        "DeleteObjectTagging",
        Set.of("versionId"),
        Set.of(),
        Tagging::delete);
    add(
        "GET object retention",
        "GetObjectRetention",
        Set.of("versionId"),
        Set.of(),
        Locks::getRetention);
    add(
        "PUT object retention",
        "PutObjectRetention",
        Set.of("versionId"),
        Set.of(DeleteObject.BYPASS),
        Locks::putRetention);
    add(
        "GET object legal-hold",
        "GetObjectLegalHold",
        Set.of("versionId"),
        Set.of(),
        Locks::getLegalHold);
    add(
        "PUT object legal-hold",
        "PutObjectLegalHold",
        Set.of("versionId"),
        Set.of(),
        Locks::putLegalHold);
    add(
        "POST object uploads",
        "CreateMultipartUpload",
        Set.of(),
        with(writes, Multipart.ALGORITHM, Multipart.TYPE),
        Multipart::create);
    add("PUT object uploadId", "UploadPart", Set.of("partNumber"), Set.of(), Multipart::uploadPart);
    add(
        "POST object uploadId",
        "CompleteMultipartUpload",
        Set.of(),
        Set.of(Multipart.TYPE, "x-amz-mp-object-size"),
        CompleteUpload::prepare);
    add("DELETE object uploadId", "AbortMultipartUpload", Set.of(), Set.of(), Multipart::abort);
    add(
        "GET object uploadId",
        "ListParts",
        Set.of("max-parts", "part-number-marker"),
        Set.of(),
        Multipart::listParts);
  }

  private Operations() {}

  static Set<String> names() {
    return Stream.concat(KNOWN.values().stream().map(Operation::name), Stream.of(POST_OBJECT))
        .collect(Collectors.toSet());
  }

  private static void add(
      String route,
      String name,
      Set<String> parameters,
      Set<String> headers,
      Operation.Maker maker) {
    KNOWN.put(route, new Operation(name, parameters, headers, maker));
  }

  private static Set<String> with(Set<String> some, String... more) {
    var all = new HashSet<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  static Operation of(S3Request request) {
    var place =
        request.bucket().isEmpty() ? "service" : request.key().isEmpty() ? "bucket" : "object";
    var route = request.method() + " " + place;
    var subresource = SUBRESOURCES.stream().filter(request.query()::containsKey).findFirst();
    if (subresource.isPresent()) {
      route += " " + subresource.get();
    } else if (request.header(CopyObject.SOURCE) != null) {
      route += " copy";
    }
    if (request.header(CopyObject.SOURCE) != null && !route.endsWith(" copy")) {
      throw S3Error.notImplemented("UploadPartCopy");
    }
    var operation = KNOWN.get(route);
    if (operation == null) {
      throw S3Error.notImplemented("the operation behind " + route);
    }
    return operation;
  }

  /// Refuses what an operation does not know: a parameter or a header that would be passed over.
  static void check(Operation operation, S3Request request, String account) {
    for (var name : request.query().keySet()) {
      if (!operation.parameters().contains(name)
          && !SUBRESOURCES.contains(name)
          && !name.equals("x-id")
          && !name.startsWith("X-Amz-")
          && !request.headers().containsKey(name)) {
        throw S3Error.notImplemented("the parameter " + name + " of " + operation.name());
      }
    }
    for (var name : request.headers().keySet()) {
      if (name.startsWith("x-amz-")
          && !COMMON.contains(name)
          && !name.startsWith(Draft.META)
          && Checksum.ofHeader(name) == null
          && !operation.headers().contains(name)) {
        throw S3Error.notImplemented("the header " + name + " of " + operation.name());
      }
    }
    var owner = request.header("x-amz-expected-bucket-owner", account);
    if (!owner.equals(account)) {
      throw S3Error.accessDenied();
    }
  }
}
