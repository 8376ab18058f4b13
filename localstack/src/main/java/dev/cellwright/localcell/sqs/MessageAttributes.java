package dev.cellwright.localcell.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The attributes of a message beside its body: name, type and a text or bytes, as SQS sends them.
public record MessageAttributes(ObjectNode json) {
  public static final MessageAttributes NONE = new MessageAttributes(Json.object());

  private static final int MOST = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,256})?");
  private static final byte TEXT = 1;
  private static final byte BYTES = 2;

  static MessageAttributes of(@Nullable ObjectNode given) {
    if (given == null) {
      return NONE;
    }
    if (given.size() > MOST) {
      throw bad(
          "Number of message attributes [%d] exceeds the allowed maximum [10].", given.size());
    }
    given.properties().forEach(each -> check(each.getKey(), each.getValue()));
    return new MessageAttributes(given);
  }

  static MessageAttributes read(String stored) {
    try {
      return new MessageAttributes((ObjectNode) Json.MAPPER.readTree(stored));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // we wrote it ourselves
    }
  }

  /// Attributes that are all texts: a name, its text, and so on.
  public static MessageAttributes texts(String... namesAndTexts) {
    var json = Json.object();
    for (var i = 0; i < namesAndTexts.length; i += 2) {
      json.putObject(namesAndTexts[i])
          .put("DataType", "String")
          .put("StringValue", namesAndTexts[i + 1]);
    }
    return new MessageAttributes(json);
  }

  private static void check(String name, JsonNode value) {
    if (name.length() > 256 || !NAME.matcher(name).matches()) {
      throw bad("Message attribute name '%s' is invalid.", name);
    }
    if (!(value instanceof ObjectNode object)) {
      throw bad(
          "The message attribute '%s' must contain a non-empty message attribute value.", name);
    }
    var input = Input.of(object, Set.of("DataType", "StringValue", "BinaryValue"));
    var type = input.text("DataType");
    if (!TYPE.matcher(type).matches()) {
      throw bad("The type of message attribute '%s' is invalid.", name);
    }
    if (type.startsWith("Binary")) {
      if (input.bytes("BinaryValue").length == 0) {
        throw bad("The message attribute '%s' is empty.", name);
      }
    } else {
      var text = input.text("StringValue");
      if (text.isEmpty() || !MessageText.isAllowed(text)) {
        throw bad("The message attribute '%s' is empty or has characters SQS refuses.", name);
      }
    }
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  /// The bytes that count for a message's size.
  int size() {
    var size = 0;
    for (var each : json.properties()) {
      size += each.getKey().getBytes(UTF_8).length;
      size += each.getValue().path("DataType").asText().getBytes(UTF_8).length;
      size += bytes(each.getValue()).length;
    }
    return size;
  }

  /// Those asked for: names, `All`, or `prefix.*`.
  MessageAttributes only(List<String> asked) {
    var some = Json.object();
    for (var each : json.properties()) {
      if (asked.stream().anyMatch(pattern -> fits(pattern, each.getKey()))) {
        some.set(each.getKey(), each.getValue());
      }
    }
    return new MessageAttributes(some);
  }

  private static boolean fits(String asked, String name) {
    return asked.equals("All")
        || asked.equals(name)
        || (asked.endsWith(".*") && name.startsWith(asked.substring(0, asked.length() - 2)));
  }

  /// The digest by which clients check that all arrived: over names in order, types and values,
  /// each behind its length.
  String md5() {
    var digest = MessageText.md5();
    var names = new TreeSet<String>();
    json.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var value = json.path(name);
      update(digest, name.getBytes(UTF_8));
      update(digest, value.path("DataType").asText().getBytes(UTF_8));
      digest.update(value.has("BinaryValue") ? BYTES : TEXT);
      update(digest, bytes(value));
    }
    return MessageText.hex(digest);
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static byte[] bytes(JsonNode value) {
    return value.has("BinaryValue")
        ? Base64.getDecoder().decode(value.path("BinaryValue").asText())
        : value.path("StringValue").asText().getBytes(UTF_8);
  }

  private static AwsError bad(String message, Object about) {
    return SqsErrors.invalid(message.formatted(about));
  }
}
