package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.util.Map;
import java.util.Set;

/// The operations of keys that sign.
record SigningOperations(Keys keys) {
  private static final int LARGEST_MESSAGE = 4096;

  Map<String, Known> operations() {
    return Map.of(
        "GetPublicKey", new Known(Set.of("KeyId"), this::publicKey),
        "Sign",
            new Known(Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm"), this::sign),
        "Verify",
            new Known(
                Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm", "Signature"),
                this::verify));
  }

  private Prepared publicKey(Input input) {
    var key = keys.find(input.text("KeyId"));
    return KeyUse.on(
        keys,
        key,
        "GetPublicKey",
        Map.of(),
        () -> {
          if (key.kind() != Kind.ECC_NIST_P256) {
            throw new AwsError(
                "UnsupportedOperationException", 400, "a symmetric key has no public key");
          }
          var answer = KeyUse.answer(keys, key).put("PublicKey", key.publicKey());
          answer
              .put("KeySpec", key.kind().name())
              .put("CustomerMasterKeySpec", key.kind().name())
              .put("KeyUsage", key.kind().usage());
          KeyUse.algorithms(answer, key);
          return answer;
        });
  }

  private Prepared sign(Input input) {
    var key = keys.find(input.text("KeyId"));
    var message = message(input);
    return KeyUse.on(
        keys,
        key,
        "Sign",
        signing(input),
        () -> {
          KeyUse.wants(key, Kind.ECC_NIST_P256);
          return KeyUse.answer(keys, key)
              .put("Signature", key.sign(message, isDigest(input)))
              .put("SigningAlgorithm", KeyUse.ECDSA);
        });
  }

  private Prepared verify(Input input) {
    var key = keys.find(input.text("KeyId"));
    var message = message(input);
    var signature = input.bytes("Signature");
    return KeyUse.on(
        keys,
        key,
        "Verify",
        signing(input),
        () -> {
          KeyUse.wants(key, Kind.ECC_NIST_P256);
          if (!key.verifies(message, isDigest(input), signature)) {
            throw new AwsError("KMSInvalidSignatureException", 400, "the signature is invalid");
          }
          return KeyUse.answer(keys, key)
              .put("SignatureValid", true)
              .put("SigningAlgorithm", KeyUse.ECDSA);
        });
  }

  private static byte[] message(Input input) {
    if (!input.text("SigningAlgorithm").equals(KeyUse.ECDSA)) {
      throw Input.invalid("the local cell signs with %s only".formatted(KeyUse.ECDSA));
    }
    var message = input.bytes("Message");
    if (message.length == 0 || message.length > LARGEST_MESSAGE) {
      throw Input.invalid("a message has 1 to %d bytes".formatted(LARGEST_MESSAGE));
    }
    if (isDigest(input) && message.length != 32) {
      throw Input.invalid("Digest is invalid length for algorithm " + KeyUse.ECDSA);
    }
    return message;
  }

  private static boolean isDigest(Input input) {
    return switch (input.optionalText("MessageType")) {
      case null -> false;
      case "RAW" -> false;
      case "DIGEST" -> true;
      case String other -> throw Input.invalid("MessageType is RAW or DIGEST, got " + other);
    };
  }

  private static Map<String, String> signing(Input input) {
    return Map.of(
        "kms:SigningAlgorithm",
        KeyUse.ECDSA,
        "kms:MessageType",
        isDigest(input) ? "DIGEST" : "RAW");
  }
}
