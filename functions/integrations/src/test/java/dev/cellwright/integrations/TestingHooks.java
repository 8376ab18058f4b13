package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What tests of webhooks set out from.
final class TestingHooks {
  private TestingHooks() {}

  /// Registers a webhook and answers it, with its secret.
  static JsonNode webhook(Person person, String url, String... events) {
    return made(person.post("/api/v1/webhooks", Map.of("url", url, "events", List.of(events))));
  }

  static JsonNode made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  static String path(JsonNode webhook) {
    return "/api/v1/webhooks/" + webhook.path("id").asText();
  }

  /// A signature by Standard Webhooks 1.0, worked out here from what the specification says: `v1,`
  /// and base 64 of the HMAC-SHA256 of id, timestamp and body, joined by dots, under the bytes
  /// behind `whsec_`.
  static String standard(String secret, String id, String timestamp, String body) {
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + "." + body));
  }

  static String plain(String secret, String timestamp, String body) {
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return HexFormat.of().formatHex(hmac(key, timestamp + "." + body));
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
