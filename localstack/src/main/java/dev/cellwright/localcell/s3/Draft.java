package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.keyUse;
import static dev.cellwright.localcell.s3.Operation.need;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a new object is to be beside its content, as the headers of its request say.
record Draft(
    Map<String, String> headers,
    Map<String, String> tags,
    String storageClass,
    @Nullable Retention retention,
    boolean legalHold,
    List<Need> needs) {

  /// The `x-amz-` headers read here, beside `x-amz-meta-`.
  static final Set<String> KNOWN =
      Set.of(
          "x-amz-tagging",
          "x-amz-storage-class",
          "x-amz-acl",
          "x-amz-object-lock-mode",
          "x-amz-object-lock-retain-until-date",
          "x-amz-object-lock-legal-hold",
          BucketSettings.ALGORITHM,
          BucketSettings.KEY_ID,
          BucketSettings.BUCKET_KEY);

  static final String META = "x-amz-meta-";
  private static final int LARGEST_METADATA = 2048;
  private static final Set<String> KEPT =
      Set.of("content-type", "content-disposition", "content-language", "cache-control", "expires");
  private static final Set<String> CLASSES =
      Set.of(
          "STANDARD",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "REDUCED_REDUNDANCY",
          "GLACIER_IR",
          "GLACIER",
          "DEEP_ARCHIVE");

  static Draft of(Buckets s3, Bucket bucket, String key, Map<String, String> sent) {
    var needs = new ArrayList<Need>();
    needs.add(need("s3:PutObject", bucket.arn(key)));
    var headers = kept(sent);
    headers.putAll(encryption(s3, bucket, sent));
    needs.addAll(keyUse("kms:GenerateDataKey", headers, s3, bucket, key));
    var tagging = sent.get("x-amz-tagging");
    if (tagging != null) {
      needs.add(need("s3:PutObjectTagging", bucket.arn(key)));
    }
    var acl = sent.get("x-amz-acl");
    if (acl != null && !acl.equals("bucket-owner-full-control") && !acl.equals("private")) {
      throw new S3Error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    }
    var storageClass = sent.getOrDefault("x-amz-storage-class", "STANDARD");
    if (!CLASSES.contains(storageClass)) {
      throw new S3Error("InvalidStorageClass", 400, "The storage class you specified is not valid");
    }
    var retention = retention(bucket, key, sent, s3.now(), needs);
    return new Draft(
        headers,
        tagging == null ? Map.of() : Tags.ofHeader(tagging),
        storageClass,
        retention,
        legalHold(bucket, key, sent, needs),
        needs);
  }

  private static Map<String, String> kept(Map<String, String> sent) {
    var kept = new LinkedHashMap<String, String>();
    var metadata = 0;
    for (var header : sent.entrySet()) {
      var name = header.getKey();
      if (name.startsWith(META)) {
        metadata += name.substring(META.length()).getBytes(UTF_8).length;
        metadata += header.getValue().getBytes(UTF_8).length;
        kept.put(name, header.getValue());
      } else if (KEPT.contains(name)) {
        kept.put(name, header.getValue());
      }
    }
    if (metadata > LARGEST_METADATA) {
      throw new S3Error(
          "MetadataTooLarge",
          400,
          "Your metadata headers exceed the maximum allowed metadata size");
    }
    kept.putIfAbsent("content-type", "binary/octet-stream");
    var encoding =
        Arrays.stream(sent.getOrDefault("content-encoding", "").split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty() && !each.equals("aws-chunked"))
            .collect(Collectors.joining(","));
    if (!encoding.isEmpty()) {
      kept.put("content-encoding", encoding);
    }
    return kept;
  }

  private static Map<String, String> encryption(
      Buckets s3, Bucket bucket, Map<String, String> sent) {
    var algorithm = sent.get(BucketSettings.ALGORITHM);
    var keyId = sent.get(BucketSettings.KEY_ID);
    if (algorithm == null) {
      if (keyId != null) {
        throw S3Error.invalidArgument("a key id needs the algorithm aws:kms");
      }
      return bucket.settings().encryption();
    }
    return switch (algorithm) {
      case "AES256" -> Map.of(BucketSettings.ALGORITHM, "AES256");
      case "aws:kms" -> {
        var all = new LinkedHashMap<String, String>();
        all.put(BucketSettings.ALGORITHM, "aws:kms");
        all.put(BucketSettings.KEY_ID, s3.keyArn(keyId == null ? "alias/aws/s3" : keyId));
        if (sent.containsKey(BucketSettings.BUCKET_KEY)) {
          all.put(BucketSettings.BUCKET_KEY, sent.getOrDefault(BucketSettings.BUCKET_KEY, ""));
        }
        yield all;
      }
      default -> throw S3Error.invalidArgument("The encryption method specified is not supported");
    };
  }

  private static @Nullable Retention retention(
      Bucket bucket, String key, Map<String, String> sent, Instant now, List<Need> needs) {
    var mode = sent.get("x-amz-object-lock-mode");
    var until = sent.get("x-amz-object-lock-retain-until-date");
    if (mode == null && until == null) {
      var given = bucket.settings().defaultRetention();
      return given == null
          ? null
          : new Retention(
              given.mode(), now.atOffset(ZoneOffset.UTC).plus(given.period()).toInstant());
    }
    if (mode == null || until == null) {
      throw S3Error.invalidArgument(
          "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
    }
    requireLock(bucket);
    needs.add(need("s3:PutObjectRetention", bucket.arn(key)));
    return retention(mode, until, now);
  }

  static void requireLock(Bucket bucket) {
    if (!bucket.settings().objectLock()) {
      throw S3Error.invalidRequest("Bucket is missing Object Lock Configuration");
    }
  }

  static Retention retention(String mode, String until, Instant now) {
    try {
      var retention = new Retention(Retention.Mode.valueOf(mode), Instant.parse(until));
      if (retention.isOver(now)) {
        throw S3Error.invalidArgument("The retain until date must be in the future!");
      }
      return retention;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw S3Error.invalidArgument("Unknown wormMode directive or date.");
    }
  }

  private static boolean legalHold(
      Bucket bucket, String key, Map<String, String> sent, List<Need> needs) {
    var hold = sent.get("x-amz-object-lock-legal-hold");
    if (hold == null) {
      return false;
    }
    requireLock(bucket);
    needs.add(need("s3:PutObjectLegalHold", bucket.arn(key)));
    return switch (hold) {
      case "ON" -> true;
      case "OFF" -> false;
      default -> throw S3Error.invalidArgument("Legal Hold must be either of 'ON' or 'OFF'");
    };
  }

  /// The version to be written, complete but for its id.
  ObjectVersion version(
      Bucket bucket,
      String key,
      Instant now,
      long size,
      String etag,
      ObjectVersion.Details content) {
    return new ObjectVersion(
        0,
        bucket.name(),
        key,
        "",
        true,
        false,
        size,
        etag,
        now,
        null,
        storageClass,
        retention,
        legalHold,
        new ObjectVersion.Details(
            content.pieces(),
            headers,
            tags,
            content.checksums(),
            content.wholeChecksums(),
            content.parts()));
  }

  /// The ETag of content with this digest. Under a key of KMS it is no digest of the content.
  String etag(byte[] md5) {
    return isUnderKms() ? Ids.hex(16) : Crypto.hex(md5);
  }

  private boolean isUnderKms() {
    return "aws:kms".equals(headers.get(BucketSettings.ALGORITHM));
  }

  /// The headers about encryption that a write answers.
  static Map<String, String> encryptionOf(Map<String, String> headers) {
    var found = new LinkedHashMap<>(headers);
    found.keySet().removeIf(each -> !each.startsWith(BucketSettings.ALGORITHM));
    return found;
  }
}
