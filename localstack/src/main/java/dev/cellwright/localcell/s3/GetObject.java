package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.keyUse;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.s3.Operation.Prepared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an object, or a range of it, or only its headers.
final class GetObject {
  static final Set<String> OVERRIDES =
      Set.of(
          "response-content-type",
          "response-content-language",
          "response-expires",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private GetObject() {}

  static Prepared get(S3Call call) {
    return new Prepared(List.of(call.versioned("GetObject")), () -> read(call, true));
  }

  static Prepared head(S3Call call) {
    return new Prepared(List.of(call.versioned("GetObject")), () -> read(call, false));
  }

  /// Reading what lies under a key needs the key as well.
  static List<Need> decryption(Buckets s3, Bucket bucket, ObjectVersion version) {
    return keyUse("kms:Decrypt", version.details().headers(), s3, bucket, version.key());
  }

  static S3Error frozen() {
    return new S3Error(
        "InvalidObjectState", 403, "The operation is not valid for the object's storage class");
  }

  private static S3Answer read(S3Call call, boolean withBody) throws Exception {
    for (var attempt = 1; ; attempt++) {
      try {
        return readOnce(call, withBody);
      } catch (NoSuchFileException e) {
        if (attempt == 5) {
          throw e; // it is no overwriting that came between row and file
        }
      }
    }
  }

  private static S3Answer readOnce(S3Call call, boolean withBody) throws Exception {
    var version = call.found();
    Preconditions.of(call.request().headers(), "").checkRead(version, false);
    for (var need : decryption(call.s3(), call.bucket(), version)) {
      call.access().check(need);
    }
    if (withBody && version.isFrozen()) {
      throw frozen();
    }
    var range = range(call.request().header("range"), version.size());
    var headers = headers(call, version, range);
    overrides(call.request(), headers);
    var status = range == null ? 200 : 206;
    var from = range == null ? 0 : range.from();
    var count = range == null ? version.size() : range.count();
    if (!withBody) {
      return new S3Answer(status, headers, count, _ -> {});
    }
    var reader = call.s3().files().read(version.details().pieces());
    return new S3Answer(
        status,
        headers,
        count,
        new S3Answer.Body() {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            reader.copy(from, count, out);
          }

          @Override
          public void close() throws IOException {
            reader.close();
          }
        });
  }

  private record Range(long from, long count) {}

  /// A range that makes no sense as one is left out, as HTTP wants it; one behind the end is
  /// refused.
  private static @Nullable Range range(@Nullable String header, long size) {
    var matcher = RANGE.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      return null;
    }
    if (matcher.group(1).isEmpty()) {
      var last = Math.min(Long.parseLong(matcher.group(2)), size);
      if (last == 0) {
        throw outside(size);
      }
      return new Range(size - last, last);
    }
    var from = Long.parseLong(matcher.group(1));
    var to =
        matcher.group(2).isEmpty()
            ? size - 1
            : Math.min(Long.parseLong(matcher.group(2)), size - 1);
    if (from >= size) {
      throw outside(size);
    }
    return to < from ? null : new Range(from, to - from + 1);
  }

  private static S3Error outside(long size) {
    return new S3Error(
        "InvalidRange",
        416,
        "The requested range is not satisfiable",
        Map.of("Content-Range", "bytes */" + size));
  }

  private static Map<String, String> headers(
      S3Call call, ObjectVersion version, @Nullable Range range) {
    var headers = new LinkedHashMap<String, String>(version.details().headers());
    headers.put("ETag", version.quotedEtag());
    headers.put("Last-Modified", Preconditions.httpDate(version.modifiedAt()));
    headers.put("Accept-Ranges", "bytes");
    headers.putAll(call.versionHeader(version));
    if (!version.storageClass().equals("STANDARD")) {
      headers.put("x-amz-storage-class", version.storageClass());
    }
    if (!version.details().tags().isEmpty()) {
      headers.put("x-amz-tagging-count", String.valueOf(version.details().tags().size()));
    }
    lockHeaders(call, version, headers);
    if (range != null) {
      headers.put(
          "Content-Range",
          "bytes %d-%d/%d"
              .formatted(range.from(), range.from() + range.count() - 1, version.size()));
    } else if ("ENABLED".equals(call.request().header("x-amz-checksum-mode"))) {
      headers.putAll(PutObject.checksumHeaders(version.details()));
    }
    return headers;
  }

  private static void lockHeaders(S3Call call, ObjectVersion version, Map<String, String> headers) {
    var retention = version.retention();
    if (retention != null && call.access().may("s3:GetObjectRetention", call.arn())) {
      headers.put("x-amz-object-lock-mode", retention.mode().name());
      headers.put("x-amz-object-lock-retain-until-date", retention.until().toString());
    }
    if (version.legalHold() && call.access().may("s3:GetObjectLegalHold", call.arn())) {
      headers.put("x-amz-object-lock-legal-hold", "ON");
    }
  }

  private static void overrides(S3Request request, Map<String, String> headers) {
    for (var name : OVERRIDES) {
      var text = request.parameter(name);
      if (text != null) {
        if (text.chars().anyMatch(Character::isISOControl)) {
          throw S3Error.invalidArgument("the parameter " + name + " can't be a header");
        }
        headers.put(name.substring("response-".length()), text);
      }
    }
  }

  /// Tells some of an object's attributes.
  static Prepared attributes(S3Call call) {
    var needs = new ArrayList<Need>();
    needs.add(call.versioned("GetObject"));
    needs.add(call.versioned("GetObjectAttributes"));
    return new Prepared(needs, () -> attributesOf(call));
  }

  private static S3Answer attributesOf(S3Call call) throws Exception {
    var version = call.found();
    var xml = Xml.of("GetObjectAttributesResponse");
    for (var each : call.request().header("x-amz-object-attributes", "").split(",")) {
      switch (each.strip()) {
        case "ETag" -> xml.element("ETag", version.etag());
        case "StorageClass" -> xml.element("StorageClass", version.storageClass());
        case "ObjectSize" -> xml.element("ObjectSize", version.size());
        case "Checksum" -> {
          if (!version.details().checksums().isEmpty()) {
            xml.open("Checksum");
            version.details().checksums().forEach(xml::element);
            var type = version.details().wholeChecksums() ? "FULL_OBJECT" : "COMPOSITE";
            xml.element("ChecksumType", type).close("Checksum");
          }
        }
        case "ObjectParts" -> {
          if (version.details().parts() > 0) {
            xml.open("ObjectParts").element("PartsCount", version.details().parts());
            xml.close("ObjectParts");
          }
        }
        default -> throw S3Error.invalidArgument("Invalid attribute name specified.");
      }
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("Last-Modified", Preconditions.httpDate(version.modifiedAt()));
    headers.putAll(call.versionHeader(version));
    return S3Answer.xml(200, headers, xml);
  }
}
