package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// KMS: keys that sign or encrypt, and their aliases.
public final class Keys {
  private final Place place;
  private final InstantSource clock;
  private final KeyStore store;
  private final Map<UUID, Key> keys = new ConcurrentHashMap<>();
  private final Map<String, Alias> aliases = new ConcurrentHashMap<>();

  public Keys(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new KeyStore(database);
    store.open();
    store.keys().forEach(key -> keys.put(key.id(), key));
    store.aliases().forEach(alias -> aliases.put(alias.name(), alias));
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

  /// Makes a key without tags; see the other.
  public String create(String name, Kind kind, String description) throws SQLException {
    return create(name, kind, description, Map.of());
  }

  /// Makes a key, or finds the one made under this name before; the name is the template's (stack
  /// and logical id). Answers its ARN.
  public synchronized String create(
      String name, Kind kind, String description, Map<String, String> tags) throws SQLException {
    for (var key : keys.values()) {
      if (key.name().equals(name)) {
        return arn(key.tags().equals(tags) ? key : keep(key.tagged(tags)));
      }
    }
    var id = UUID.randomUUID();
    return arn(keep(Key.generate(id, name, kind, description, tags, clock.instant())));
  }

  /// Makes a key that no template has.
  synchronized Key create(UUID id, Kind kind, String description, Map<String, String> tags)
      throws SQLException {
    return keep(Key.generate(id, "made:" + id, kind, description, tags, clock.instant()));
  }

  synchronized void enable(Key key, boolean enabled) throws SQLException {
    keep(find(key.id().toString()).enabled(enabled));
  }

  private Key keep(Key key) throws SQLException {
    store.write(key);
    keys.put(key.id(), key);
    return key;
  }

  /// Points an alias (`alias/…`) at a key, as a template says. One that somebody pointed elsewhere
  /// since stays there until the template says something else.
  public synchronized void alias(String name, String keyArn) throws SQLException {
    if (!name.startsWith("alias/")) {
      throw new IllegalArgumentException("a KMS alias begins with alias/, got " + name);
    }
    var id = find(keyArn).id();
    var existing = aliases.get(name);
    if (existing == null || !id.equals(existing.declared())) {
      var now = clock.instant();
      keep(new Alias(name, id, id, existing == null ? now : existing.createdAt(), now));
    }
  }

  /// Adds an alias, or points one that is there at another key of its kind.
  synchronized void point(String name, Key key, boolean isNew) throws SQLException {
    var existing = aliases.get(name);
    if (isNew) {
      if (existing != null) {
        throw new AwsError(
            "AlreadyExistsException",
            400,
            "An alias with the name %s already exists".formatted(name));
      }
      var now = clock.instant();
      keep(new Alias(name, key.id(), null, now, now));
      return;
    }
    var alias = alias(name);
    if (find(alias.key().toString()).kind() != key.kind()) {
      throw new AwsError(
          "ValidationException", 400, "an alias stays with keys of one kind: " + name);
    }
    keep(alias.pointingAt(key.id(), clock.instant()));
  }

  synchronized void drop(String name) throws SQLException {
    store.delete(alias(name));
    aliases.remove(name);
  }

  /// The alias of this name; else the error that KMS answers.
  Alias alias(String name) {
    var alias = aliases.get(name);
    if (alias == null) {
      throw new AwsError("NotFoundException", 400, "Alias %s is not found.".formatted(name));
    }
    return alias;
  }

  /// By name.
  List<Alias> aliases() {
    return aliases.values().stream().sorted(Comparator.comparing(Alias::name)).toList();
  }

  private void keep(Alias alias) throws SQLException {
    store.write(alias);
    aliases.put(alias.name(), alias);
  }

  /// The front end of these keys.
  public AwsService service() {
    return new KmsOperations(this).service();
  }

  /// The key of an id, an ARN, an alias or an alias's ARN; else the error that KMS answers.
  Key find(String keyId) {
    var resource = keyId.startsWith("arn:") ? resource(keyId) : keyId;
    var alias = aliases.get(resource);
    var id =
        resource.startsWith("alias/")
            ? alias == null ? null : alias.key()
            : id(resource.replace("key/", ""));
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

  String arn(UUID id) {
    return place.arn("kms", "key/" + id);
  }

  String aliasArn(String name) {
    return place.arn("kms", name);
  }

  String account() {
    return place.account();
  }
}
