package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// KMS: keys that sign or encrypt, and their aliases.
public final class Keys {
  private final Place place;
  private final InstantSource clock;
  private final KeyStore store;
  private final Map<UUID, Key> keys = new ConcurrentHashMap<>();
  private final Map<String, UUID> aliases = new ConcurrentHashMap<>();

  public Keys(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new KeyStore(database);
    store.open();
    store.keys().forEach(key -> keys.put(key.id(), key));
    aliases.putAll(store.aliases());
  }

  /// What a key is for: its `KeySpec` and `KeyUsage`.
  public enum Kind {
    SYMMETRIC_DEFAULT("ENCRYPT_DECRYPT"),
    ECC_NIST_P256("SIGN_VERIFY");

    private final String usage;

    Kind(String usage) {
      this.usage = usage;
    }

    public String usage() {
      return usage;
    }

    /// The kind of a template's `KeySpec` and `KeyUsage`; refuses what is not supported.
    public static Kind of(String keySpec, String keyUsage) {
      for (var kind : values()) {
        if (kind.name().equals(keySpec) && kind.usage.equals(keyUsage)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "the local cell has no KMS key of spec %s for %s".formatted(keySpec, keyUsage));
    }
  }

  /// Makes a key, or finds the one made under this name before; the name is the template's (stack
  /// and logical id). Answers its ARN.
  public synchronized String create(String name, Kind kind, String description)
      throws SQLException {
    for (var key : keys.values()) {
      if (key.name().equals(name)) {
        return arn(key);
      }
    }
    var key = Key.generate(name, kind, description, clock.instant());
    store.insert(key);
    keys.put(key.id(), key);
    return arn(key);
  }

  /// Points an alias (`alias/…`) at a key.
  public synchronized void alias(String alias, String keyArn) throws SQLException {
    if (!alias.startsWith("alias/")) {
      throw new IllegalArgumentException("a KMS alias begins with alias/, got " + alias);
    }
    var id = find(keyArn).id();
    store.alias(alias, id);
    aliases.put(alias, id);
  }

  /// The front end of these keys.
  public AwsService service() {
    return new KmsOperations(this).service();
  }

  /// The key of an id, an ARN, an alias or an alias's ARN; else the error that KMS answers.
  Key find(String keyId) {
    var resource = keyId.startsWith("arn:") ? resource(keyId) : keyId;
    var id =
        resource.startsWith("alias/") ? aliases.get(resource) : id(resource.replace("key/", ""));
    var key = id == null ? null : keys.get(id);
    if (key == null) {
      throw new AwsError("NotFoundException", 400, "Key '%s' does not exist".formatted(keyId));
    }
    return key;
  }

  private String resource(String arn) {
    var ours = place.arn("kms", "");
    if (!arn.startsWith(ours)) {
      throw new AwsError("NotFoundException", 400, "Key '%s' does not exist".formatted(arn));
    }
    return arn.substring(ours.length());
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new AwsError("NotFoundException", 400, "Invalid keyId '%s'".formatted(text));
    }
  }

  Key find(UUID id) {
    var key = keys.get(id);
    if (key == null) {
      throw new AwsError("InvalidCiphertextException", 400, "the ciphertext names no key of ours");
    }
    return key;
  }

  String arn(Key key) {
    return place.arn("kms", "key/" + key.id());
  }

  String account() {
    return place.account();
  }
}
