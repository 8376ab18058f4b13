package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operations of keys that encrypt.
record EncryptionOperations(Keys keys) {
  private static final int LARGEST_PLAINTEXT = 4096;

  Map<String, Known> operations() {
    return Map.of(
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
                Set.of("KeyId", "KeySpec", "NumberOfBytes", "EncryptionContext"), this::dataKey),
        "GenerateRandom", new Known(Set.of("NumberOfBytes"), this::random));
  }

  private Prepared encrypt(Input input) {
    var key = keys.find(input.text("KeyId"));
    var context = input.textMap("EncryptionContext");
    var plaintext = input.bytes("Plaintext");
    wantsDefaultAlgorithm(input);
    if (plaintext.length == 0 || plaintext.length > LARGEST_PLAINTEXT) {
      throw Input.invalid("a plaintext has 1 to %d bytes".formatted(LARGEST_PLAINTEXT));
    }
    return KeyUse.on(
        keys,
        key,
        "Encrypt",
        context(context),
        () -> {
          KeyUse.wants(key, Kind.SYMMETRIC_DEFAULT);
          return KeyUse.answer(keys, key)
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
    return KeyUse.on(
        keys,
        key,
        "Decrypt",
        context(context),
        () ->
            KeyUse.answer(keys, key)
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
    return KeyUse.on(
        keys,
        key,
        "GenerateDataKey",
        context(context),
        () -> {
          KeyUse.wants(key, Kind.SYMMETRIC_DEFAULT);
          var plaintext = Key.random(bytes);
          return KeyUse.answer(keys, key)
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

  private static Map<String, String> context(Map<String, String> encryptionContext) {
    var conditions = new HashMap<String, String>();
    encryptionContext.forEach(
        (name, text) -> conditions.put("kms:EncryptionContext:" + name, text));
    return conditions;
  }
}
