package dev.cellwright.localcell.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService;
import dev.cellwright.localcell.aws.JsonService.Action;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operations of KMS over HTTP.
final class KmsOperations {
  private static final String ECDSA = "ECDSA_SHA_256";
  private static final int LARGEST_MESSAGE = 4096;

  private final Keys keys;

  KmsOperations(Keys keys) {
    this.keys = keys;
  }

  AwsService service() {
    return new JsonService("kms", "TrentService", "KMSInternalException", operations());
  }

  private Map<String, Known> operations() {
    var operations = new HashMap<>(new KeyAdministration(keys).operations());
    operations.putAll(
        Map.of(
            "DescribeKey", new Known(Set.of("KeyId"), this::describe),
            "GetPublicKey", new Known(Set.of("KeyId"), this::publicKey),
            "Sign",
                new Known(
                    Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm"), this::sign),
            "Verify",
                new Known(
                    Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm", "Signature"),
                    this::verify),
            "Encrypt",
                new Known(
                    Set.of("KeyId", "Plaintext", "EncryptionContext", "EncryptionAlgorithm"),
                    this::encrypt),
            "Decrypt",
                new Known(
                    Set.of("KeyId", "CiphertextBlob", "EncryptionContext", "EncryptionAlgorithm"),
                    this::decrypt),
            "GenerateDataKey",
                new Known(
                    Set.of("KeyId", "KeySpec", "NumberOfBytes", "EncryptionContext"),
                    this::dataKey),
            "GenerateRandom", new Known(Set.of("NumberOfBytes"), this::random)));
    return Map.copyOf(operations);
  }

  private Prepared describe(Input input) {
    var key = keys.find(input.text("KeyId"));
    return on(key, "DescribeKey", Map.of(), () -> metadata(keys, key));
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

  private static void algorithms(ObjectNode answer, Key key) {
    switch (key.kind()) {
      case ECC_NIST_P256 -> answer.putArray("SigningAlgorithms").add(ECDSA);
      case SYMMETRIC_DEFAULT ->
          answer.putArray("EncryptionAlgorithms").add(Kind.SYMMETRIC_DEFAULT.name());
    }
  }

  private Prepared publicKey(Input input) {
    var key = keys.find(input.text("KeyId"));
    return on(
        key,
        "GetPublicKey",
        Map.of(),
        () -> {
          if (key.kind() != Kind.ECC_NIST_P256) {
            throw new AwsError(
                "UnsupportedOperationException", 400, "a symmetric key has no public key");
          }
          var answer = answer(key).put("PublicKey", key.publicKey());
          answer
              .put("KeySpec", key.kind().name())
              .put("CustomerMasterKeySpec", key.kind().name())
              .put("KeyUsage", key.kind().usage());
          algorithms(answer, key);
          return answer;
        });
  }

  private Prepared sign(Input input) {
    var key = keys.find(input.text("KeyId"));
    var message = message(input);
    return on(
        key,
        "Sign",
        signing(input),
        () -> {
          wants(key, Kind.ECC_NIST_P256);
          return answer(key)
              .put("Signature", key.sign(message, isDigest(input)))
              .put("SigningAlgorithm", ECDSA);
        });
  }

  private Prepared verify(Input input) {
    var key = keys.find(input.text("KeyId"));
    var message = message(input);
    var signature = input.bytes("Signature");
    return on(
        key,
        "Verify",
        signing(input),
        () -> {
          wants(key, Kind.ECC_NIST_P256);
          if (!key.verifies(message, isDigest(input), signature)) {
            throw new AwsError("KMSInvalidSignatureException", 400, "the signature is invalid");
          }
          return answer(key).put("SignatureValid", true).put("SigningAlgorithm", ECDSA);
        });
  }

  private static byte[] message(Input input) {
    if (!input.text("SigningAlgorithm").equals(ECDSA)) {
      throw Input.invalid("the local cell signs with %s only".formatted(ECDSA));
    }
    var message = input.bytes("Message");
    if (message.length == 0 || message.length > LARGEST_MESSAGE) {
      throw Input.invalid("a message has 1 to %d bytes".formatted(LARGEST_MESSAGE));
    }
    if (isDigest(input) && message.length != 32) {
      throw Input.invalid("Digest is invalid length for algorithm " + ECDSA);
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
        "kms:SigningAlgorithm", ECDSA, "kms:MessageType", isDigest(input) ? "DIGEST" : "RAW");
  }

  private Prepared encrypt(Input input) {
    var key = keys.find(input.text("KeyId"));
    var context = input.textMap("EncryptionContext");
    var plaintext = input.bytes("Plaintext");
    wantsDefaultAlgorithm(input);
    if (plaintext.length == 0 || plaintext.length > LARGEST_MESSAGE) {
      throw Input.invalid("a plaintext has 1 to %d bytes".formatted(LARGEST_MESSAGE));
    }
    return on(
        key,
        "Encrypt",
        context(context),
        () -> {
          wants(key, Kind.SYMMETRIC_DEFAULT);
          return answer(key)
              .put("CiphertextBlob", key.encrypt(plaintext, context))
              .put("EncryptionAlgorithm", Kind.SYMMETRIC_DEFAULT.name());
        });
  }

  private Prepared decrypt(Input input) {
    var ciphertext = input.bytes("CiphertextBlob");
    var context = input.textMap("EncryptionContext");
    wantsDefaultAlgorithm(input);
    var key = keys.find(Key.idIn(ciphertext));
    var claimed = input.optionalText("KeyId");
    if (claimed != null && !keys.find(claimed).id().equals(key.id())) {
      throw new AwsError("IncorrectKeyException", 400, "the ciphertext is of another key");
    }
    return on(
        key,
        "Decrypt",
        context(context),
        () ->
            answer(key)
                .put("Plaintext", key.decrypt(ciphertext, context))
                .put("EncryptionAlgorithm", Kind.SYMMETRIC_DEFAULT.name()));
  }

  private static void wantsDefaultAlgorithm(Input input) {
    var algorithm = input.optionalText("EncryptionAlgorithm");
    if (algorithm != null && !algorithm.equals(Kind.SYMMETRIC_DEFAULT.name())) {
      throw Input.invalid("the local cell encrypts with SYMMETRIC_DEFAULT only");
    }
  }

  private Prepared dataKey(Input input) {
    var key = keys.find(input.text("KeyId"));
    var context = input.textMap("EncryptionContext");
    var bytes = dataKeyBytes(input);
    return on(
        key,
        "GenerateDataKey",
        context(context),
        () -> {
          wants(key, Kind.SYMMETRIC_DEFAULT);
          var plaintext = Key.random(bytes);
          return answer(key)
              .put("Plaintext", plaintext)
              .put("CiphertextBlob", key.encrypt(plaintext, context));
        });
  }

  private static int dataKeyBytes(Input input) {
    return switch (input.optionalText("KeySpec")) {
      case "AES_256" -> 32;
      case "AES_128" -> 16;
      case null -> numberOfBytes(input);
      case String other -> throw Input.invalid("KeySpec is AES_256 or AES_128, got " + other);
    };
  }

  private static int numberOfBytes(Input input) {
    var bytes = input.number("NumberOfBytes", 0);
    if (bytes < 1 || bytes > 1024) {
      throw Input.invalid("NumberOfBytes is 1 to 1024");
    }
    return bytes;
  }

  private Prepared random(Input input) {
    var bytes = numberOfBytes(input);
    return new Prepared(
        List.of(new Need("kms:GenerateRandom", "*", Map.of())),
        () -> Json.object().put("Plaintext", Key.random(bytes)));
  }

  private Prepared on(Key key, String operation, Map<String, String> conditions, Action action) {
    return new Prepared(
        List.of(KeyAdministration.need(keys, key, operation, conditions)),
        () -> {
          if (!key.enabled() && !operation.equals("DescribeKey")) {
            throw new AwsError("DisabledException", 400, keys.arn(key) + " is disabled.");
          }
          return action.run();
        });
  }

  private ObjectNode answer(Key key) {
    return Json.object().put("KeyId", keys.arn(key));
  }

  private static Map<String, String> context(Map<String, String> encryptionContext) {
    var conditions = new HashMap<String, String>();
    encryptionContext.forEach(
        (name, text) -> conditions.put("kms:EncryptionContext:" + name, text));
    return conditions;
  }

  private static void wants(Key key, Kind kind) {
    if (key.kind() != kind) {
      throw new AwsError(
          "InvalidKeyUsageException",
          400,
          "the key is for %s, not %s".formatted(key.kind().usage(), kind.usage()));
    }
  }
}
