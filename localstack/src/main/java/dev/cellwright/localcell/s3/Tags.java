package dev.cellwright.localcell.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The tags of an object: ten at most.
final class Tags {
  private static final int MOST = 10;

  private Tags() {}

  /// Reads `x-amz-tagging`, which is a query string.
  static Map<String, String> ofHeader(String header) {
    var tags = new LinkedHashMap<String, String>();
    for (var pair : header.isEmpty() ? new String[0] : header.split("&", -1)) {
      var equals = pair.indexOf('=');
      var key = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      put(tags, Escapes.decode(key.replace("+", " ")), Escapes.decode(value.replace("+", " ")));
    }
    return tags;
  }

  static Map<String, String> ofXml(byte[] body) {
    var tags = new LinkedHashMap<String, String>();
    for (var set : Xml.children(Xml.read(body, "Tagging"), "TagSet", Set.of("TagSet"))) {
      for (var tag : Xml.children(set, "Tag", Set.of("Tag"))) {
        var known = Set.of("Key", "Value");
        put(tags, Xml.required(tag, "Key", known), Xml.required(tag, "Value", known));
      }
    }
    return tags;
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:") || hasControls(key)) {
      throw invalid("The TagKey you have provided is invalid");
    }
    if (value.length() > 256 || hasControls(value)) {
      throw invalid("The TagValue you have provided is invalid");
    }
    if (tags.put(key, value) != null) {
      throw invalid("Cannot provide multiple Tags with the same key");
    }
    if (tags.size() > MOST) {
      throw new S3Error("BadRequest", 400, "Object tags cannot be greater than 10");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static S3Error invalid(String message) {
    return new S3Error("InvalidTag", 400, message);
  }

  static Xml xml(Map<String, String> tags) {
    var xml = Xml.of("Tagging").open("TagSet");
    tags.forEach(
        (key, value) -> xml.open("Tag").element("Key", key).element("Value", value).close("Tag"));
    return xml.close("TagSet");
  }
}
