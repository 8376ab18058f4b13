package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.s3.Operation.Prepared;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists the objects of a bucket in the order of their keys' bytes, keys with a common beginning
/// folded into one where a delimiter is given.
final class ListObjects {
  static final int MOST = 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private ListObjects() {}

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static Prepared prepare(S3Call call) {
    return new Prepared(List.of(need(call, "s3:ListBucket")), () -> list(call));
  }

  /// The permission to list, with what the policies of roles can ask about.
  static Need need(S3Call call, String action) {
    var keys = new LinkedHashMap<String, String>();
    keys.put("s3:prefix", call.request().query().getOrDefault("prefix", ""));
    for (var name : List.of("delimiter", "max-keys")) {
      var text = call.request().parameter(name);
      if (text != null) {
        keys.put("s3:" + name, text);
      }
    }
    return new Need(action, call.bucket().arn(), Map.copyOf(keys));
  }

  static int maxKeys(S3Request request, String parameter) {
    var text = request.query().getOrDefault(parameter, String.valueOf(MOST));
    if (!text.matches("\\d{1,9}")) {
      throw S3Error.invalidArgument("Provided " + parameter + " not an integer or within range");
    }
    return Math.min(MOST, Integer.parseInt(text));
  }

  /// A number behind which a list goes on; 0 when there is none.
  static int maxMarker(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (!text.matches("\\d{1,9}")) {
      throw S3Error.invalidArgument("the marker is no number");
    }
    return Integer.parseInt(text);
  }

  /// The first bytes behind everything that begins so; null behind the last.
  static byte @Nullable [] behind(byte[] prefix) {
    return prefix.length == 0 ? null : next(prefix);
  }

  /// The same for one that isn't empty.
  static byte[] next(byte[] prefix) {
    var next = prefix.clone();
    next[next.length - 1]++; // UTF-8 has no byte 0xff, so this never turns over
    return next;
  }

  /// The first bytes behind this key.
  static byte[] after(String key) {
    var bytes = key.getBytes(UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  static String written(S3Request request, String text) {
    return "url".equals(request.parameter("encoding-type")) ? Escapes.encodePath(text) : text;
  }

  static void checkEncoding(S3Request request) {
    var encoding = request.parameter("encoding-type");
    if (encoding != null && !encoding.equals("url")) {
      throw S3Error.invalidArgument("Invalid Encoding Method specified in Request");
    }
  }

  /// What one page holds, and where the next begins; null when there is none.
  private record Page(List<ObjectVersion> objects, List<String> prefixes, byte @Nullable [] next) {}

  private static S3Answer list(S3Call call) throws Exception {
    var request = call.request();
    if (!"2".equals(request.parameter("list-type"))) {
      throw S3Error.notImplemented("ListObjects without list-type=2");
    }
    checkEncoding(request);
    var most = maxKeys(request, "max-keys");
    var prefix = request.query().getOrDefault("prefix", "");
    var delimiter = request.query().getOrDefault("delimiter", "");
    var page = page(call, prefix, delimiter, start(request, prefix), most);
    var xml =
        Xml.of("ListBucketResult")
            .element("Name", call.bucket().name())
            .element("Prefix", written(request, prefix))
            .element("Delimiter", delimiter.isEmpty() ? null : written(request, delimiter))
            .element("MaxKeys", most)
            .element("KeyCount", page.objects().size() + page.prefixes().size())
            .element("IsTruncated", page.next() != null)
            .element("EncodingType", request.parameter("encoding-type"))
            .element("ContinuationToken", request.parameter("continuation-token"))
            .element("StartAfter", request.parameter("start-after"));
    if (page.next() != null) {
      xml.element("NextContinuationToken", Base64.getUrlEncoder().encodeToString(page.next()));
    }
    var withOwner = "true".equals(request.parameter("fetch-owner"));
    for (var object : page.objects()) {
      xml.open("Contents")
          .element("Key", written(request, object.key()))
          .element("LastModified", time(object.modifiedAt()))
          .element("ETag", object.quotedEtag())
          .element("Size", object.size())
          .element("StorageClass", object.storageClass());
      object
          .details()
          .checksums()
          .keySet()
          .forEach(each -> xml.element("ChecksumAlgorithm", each.substring("Checksum".length())));
      if (withOwner) {
        xml.open("Owner").element("ID", call.s3().owner()).close("Owner");
      }
      xml.close("Contents");
    }
    for (var each : page.prefixes()) {
      xml.open("CommonPrefixes").element("Prefix", written(request, each)).close("CommonPrefixes");
    }
    return S3Answer.xml(xml);
  }

  private static byte[] start(S3Request request, String prefix) {
    var begin = prefix.getBytes(UTF_8);
    var token = request.parameter("continuation-token");
    byte[] from;
    try {
      from =
          token != null
              ? Base64.getUrlDecoder().decode(token)
              : request.query().containsKey("start-after")
                  ? after(request.query().getOrDefault("start-after", ""))
                  : begin;
    } catch (IllegalArgumentException e) {
      throw S3Error.invalidArgument("The continuation token provided is incorrect");
    }
    return Arrays.compareUnsigned(from, begin) < 0 ? begin : from;
  }

  private static Page page(S3Call call, String prefix, String delimiter, byte[] start, int most)
      throws SQLException {
    var objects = new ArrayList<ObjectVersion>();
    var prefixes = new ArrayList<String>();
    var below = behind(prefix.getBytes(UTF_8));
    byte[] from = start;
    while (true) {
      var wanted = most - objects.size() - prefixes.size();
      var rows = call.s3().store().objects(call.bucket().name(), from, below, wanted + 1);
      var folded = false;
      for (var row : rows) {
        if (objects.size() + prefixes.size() == most) {
          return new Page(objects, prefixes, most == 0 ? null : row.key().getBytes(UTF_8));
        }
        var common = common(row.key(), prefix, delimiter);
        if (common == null) {
          objects.add(row);
          continue;
        }
        prefixes.add(common);
        from = next(common.getBytes(UTF_8));
        folded = true;
        break;
      }
      if (!folded) {
        return new Page(objects, prefixes, null);
      }
    }
  }

  /// The part of a key up to the first delimiter behind the prefix; null when there is none.
  static @Nullable String common(String key, String prefix, String delimiter) {
    if (delimiter.isEmpty()) {
      return null;
    }
    var at = key.indexOf(delimiter, prefix.length());
    return at < 0 ? null : key.substring(0, at + delimiter.length());
  }
}
