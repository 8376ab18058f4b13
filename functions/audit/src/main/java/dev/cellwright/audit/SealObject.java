package dev.cellwright.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A seal as it lies in the bucket: the signed text, and the batches under its root.
///
/// @param seal the text that is signed
/// @param signature DER in Base64
/// @param keyId of the key that signed
/// @param lastXid with the organization and id, the last row it holds
/// @param batches the texts of its batches, by organization
record SealObject(
    long number,
    String seal,
    String signature,
    String keyId,
    long lastXid,
    UUID lastOrg,
    UUID lastId,
    List<String> batches) {
  private static final ObjectMapper JSON = new ObjectMapper();

  SealObject {
    batches = List.copyOf(batches);
  }

  /// The text's own words.
  JsonNode says() {
    return read(seal);
  }

  byte[] bytes() {
    var object = JSON.createObjectNode();
    object.put("kind", "seal").put("number", number);
    object.put("seal", seal).put("signature", signature).put("key_id", keyId);
    object
        .putObject("last")
        .put("xid", Long.toString(lastXid))
        .put("org_id", lastOrg.toString())
        .put("id", lastId.toString());
    var list = object.putArray("batches");
    batches.forEach(list::add);
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// @throws IllegalArgumentException for what is no seal
  static SealObject of(byte[] bytes) {
    var object = read(new String(bytes, StandardCharsets.UTF_8));
    var batches = new ArrayList<String>();
    object.required("batches").forEach(batch -> batches.add(batch.asText()));
    var last = object.required("last");
    return new SealObject(
        object.required("number").asLong(),
        object.required("seal").asText(),
        object.required("signature").asText(),
        object.required("key_id").asText(),
        Long.parseLong(last.required("xid").asText()),
        UUID.fromString(last.required("org_id").asText()),
        UUID.fromString(last.required("id").asText()),
        batches);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }
}
