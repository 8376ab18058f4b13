package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What a verified callback says, read with care all the same.
final class Told {
  private static final int LONGEST = 255;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .build();

  private final JsonNode root;

  private Told(JsonNode root) {
    this.root = root;
  }

  /// Null for what is no JSON object in UTF-8, or can't be stored: JSON can write half a surrogate
  /// pair, and whoever reads what it told would stumble.
  static @Nullable Told read(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      var root = text.indexOf('\0') >= 0 ? null : JSON.readTree(text);
      return root != null && root.isObject() && isWhole(root) ? new Told(root) : null;
    } catch (CharacterCodingException _) {
      return null;
    } catch (IOException _) {
      return null;
    }
  }

  private static boolean isWhole(JsonNode node) {
    return node.propertyStream().allMatch(member -> isWhole(member.getKey()))
        && (node.isTextual()
            ? isWhole(node.textValue())
            : node.valueStream().allMatch(Told::isWhole));
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(Told::isHalf);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /// A text or a number at a JSON pointer, shortened; null where there is none.
  @Nullable String text(String pointer) {
    var node = root.at(pointer);
    if (!node.isTextual() && !node.isIntegralNumber()) {
      return null;
    }
    var text = node.asText().replace("\0", "");
    return text.isEmpty() || text.length() > LONGEST ? null : text;
  }

  /// A time at a pointer: seconds since 1970, or as RFC 3339 writes it.
  @Nullable Instant time(String pointer) {
    var text = text(pointer);
    if (text == null) {
      return null;
    }
    try {
      return text.matches("[0-9]{1,12}")
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  @Nullable Long number(String pointer) {
    var node = root.at(pointer);
    return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : null;
  }
}
