package dev.cellwright.localcell.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Action;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.util.List;
import java.util.Map;

/// What using any key has in common: who may, whether it is enabled, and what is told of it.
final class KeyUse {

  static final String ECDSA = "ECDSA_SHA_256";

  private KeyUse() {}

  static Prepared on(
      Keys keys, Key key, String operation, Map<String, String> conditions, Action action) {
    return new Prepared(
        List.of(KeyAdministration.need(keys, key, operation, conditions)),
        () -> {
          if (!key.enabled() && !operation.equals("DescribeKey")) {
            throw new AwsError("DisabledException", 400, keys.arn(key) + " is disabled.");
          }
          return action.run();
        });
  }

  static ObjectNode answer(Keys keys, Key key) {
    return Json.object().put("KeyId", keys.arn(key));
  }

  static void wants(Key key, Kind kind) {
    if (key.kind() != kind) {
      throw new AwsError(
          "InvalidKeyUsageException",
          400,
          "the key is for %s, not %s".formatted(key.kind().usage(), kind.usage()));
    }
  }

  /// What is told of a key.
  static ObjectNode metadata(Keys keys, Key key) {
    var answer = Json.object();
    var metadata = answer.putObject("KeyMetadata");
    metadata
        .put("AWSAccountId", keys.account())
        .put("KeyId", key.id().toString())
        .put("Arn", keys.arn(key))
        .put("CreationDate", key.createdAt().toEpochMilli() / 1000.0)
        .put("Enabled", key.enabled())
        .put("Description", key.description())
        .put("KeyUsage", key.kind().usage())
        .put("KeyState", key.enabled() ? "Enabled" : "Disabled")
        .put("Origin", "AWS_KMS")
        .put("KeyManager", "CUSTOMER")
        .put("KeySpec", key.kind().name())
        .put("CustomerMasterKeySpec", key.kind().name())
        .put("MultiRegion", false);
    algorithms(metadata, key);
    return answer;
  }

  static void algorithms(ObjectNode answer, Key key) {
    switch (key.kind()) {
      case ECC_NIST_P256 -> answer.putArray("SigningAlgorithms").add(ECDSA);
      case SYMMETRIC_DEFAULT ->
          answer.putArray("EncryptionAlgorithms").add(Kind.SYMMETRIC_DEFAULT.name());
    }
  }
}
