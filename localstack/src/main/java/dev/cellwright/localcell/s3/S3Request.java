package dev.cellwright.localcell.s3;

import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request as it came. Header names are lower case; bucket, key and query are unescaped; a bucket
/// or key that is not named is empty.
record S3Request(
    String method,
    String rawPath,
    String rawQuery,
    String bucket,
    String key,
    Map<String, String> query,
    Map<String, String> headers,
    InputStream body) {
  private static final int LONGEST_KEY_BYTES = 1024;

  static S3Request of(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers,
      InputStream body) {
    var path = Escapes.decode(rawPath.startsWith("/") ? rawPath.substring(1) : rawPath);
    var slash = path.indexOf('/');
    var bucket = slash < 0 ? path : path.substring(0, slash);
    var key = slash < 0 ? "" : path.substring(slash + 1);
    checkKey(key);
    var raw = rawQuery == null ? "" : rawQuery;
    return new S3Request(method, rawPath, raw, bucket, key, query(raw), headers, body);
  }

  static void checkKey(String key) {
    if (key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_KEY_BYTES) {
      throw new S3Error("KeyTooLongError", 400, "Your key is too long");
    }
  }

  private static Map<String, String> query(String raw) {
    var query = new LinkedHashMap<String, String>();
    for (var pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      var equals = pair.indexOf('=');
      var name = Escapes.decode((equals < 0 ? pair : pair.substring(0, equals)).replace("+", " "));
      var text = equals < 0 ? "" : Escapes.decode(pair.substring(equals + 1).replace("+", " "));
      if (query.put(name, text) != null) {
        throw S3Error.invalidArgument("the parameter " + name + " is given twice");
      }
    }
    return query;
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  String header(String name, String otherwise) {
    return headers.getOrDefault(name, otherwise);
  }

  @Nullable String parameter(String name) {
    return query.get(name);
  }

  /// The version that is asked for; null for the current one.
  @Nullable String versionId() {
    return query.get("versionId");
  }

  /// The names that are announced to stand behind the body.
  Set<String> announcedTrailers() {
    return Arrays.stream(header("x-amz-trailer", "").toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  S3Request with(Map<String, String> newHeaders, InputStream newBody) {
    return new S3Request(method, rawPath, rawQuery, bucket, key, query, newHeaders, newBody);
  }
}
