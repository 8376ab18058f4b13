package dev.cellwright.localcell.secrets;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Secrets Manager: secrets by name or ARN, with the versions of their values and the stages of
/// those.
public final class Secrets {
  private static final String SUFFIX =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();
  private final Place place;
  private final InstantSource clock;
  private final SecretStore store;
  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> keysOfSecrets = new ConcurrentHashMap<>();

  public Secrets(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new SecretStore(database);
    store.open();
    store.secrets().forEach(secret -> secrets.put(secret.name(), secret));
  }

  /// Makes a secret with this value, or finds it; a template that changed its value since gives it
  /// a new version. Answers its ARN.
  public String create(String name, String secretString) throws SQLException {
    return create(name, "string:" + secretString, () -> secretString);
  }

  /// Makes a secret with a generated value, or finds it with the value it has. Answers its ARN.
  public String create(String name, GeneratedString generated) throws SQLException {
    return create(name, "generated:" + generated.properties(), generated::make);
  }

  private synchronized String create(String name, String declared, Supplier<String> string)
      throws SQLException {
    var existing = secrets.get(name);
    if (existing != null && existing.declared().equals(declared)) {
      return existing.arn();
    }
    var before =
        existing == null
            ? new Secret(name, newArn(name), declared, clock.instant(), List.of())
            : existing.declaring(declared);
    keep(
        before.with(
            version(UUID.randomUUID().toString(), string.get(), null, Set.of(Secret.CURRENT))));
    return before.arn();
  }

  private String newArn(String name) {
    var arn = new StringBuilder(place.arn("secretsmanager", "secret:" + name)).append('-');
    for (var i = 0; i < 6; i++) {
      arn.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
    }
    return arn.toString();
  }

  /// Says that a secret is encrypted with a KMS key: who reads it needs `kms:Decrypt` on that key
  /// too.
  public void encryptedWith(String secretId, String keyArn) {
    keysOfSecrets.put(find(secretId).arn(), keyArn);
  }

  /// The current value, for the host itself.
  public String value(String secretId) {
    return Objects.requireNonNull(
        find(secretId).at(Secret.CURRENT).string(), "the secret holds bytes, not text");
  }

  /// Gives a secret a new current value; what was current becomes previous.
  public void put(String secretId, String secretString) throws SQLException {
    put(secretId, UUID.randomUUID().toString(), secretString, null, Set.of(Secret.CURRENT));
  }

  /// Adds a version, unless there is one of this id with this very value already.
  synchronized Secret put(
      String secretId,
      String versionId,
      @Nullable String string,
      byte @Nullable [] binary,
      Set<String> stages)
      throws SQLException {
    var secret = find(secretId);
    var existing = secret.version(versionId);
    if (existing == null) {
      return keep(secret.with(version(versionId, string, binary, stages)));
    }
    if (Objects.equals(existing.string(), string) && Arrays.equals(existing.binary(), binary)) {
      return secret;
    }
    throw new AwsError(
        "ResourceExistsException", 400, "the version " + versionId + " has another value");
  }

  /// Moves a stage from the version that has it to another one.
  ///
  /// @param to null only takes it away
  /// @param from must be the version that has it, where one has
  synchronized Secret move(
      String secretId, String stage, @Nullable String to, @Nullable String from)
      throws SQLException {
    var secret = find(secretId);
    if (to != null && secret.version(to) == null) {
      throw new AwsError(
          "ResourceNotFoundException",
          400,
          "Secrets Manager can't find the specified secret version: " + to);
    }
    var holder =
        secret.versions().stream()
            .filter(version -> version.stages().contains(stage))
            .map(Secret.Version::id)
            .findFirst()
            .orElse(null);
    if (holder != null && holder.equals(to)) {
      return secret;
    }
    if (!Objects.equals(holder, from)) {
      throw new AwsError(
          "InvalidParameterException",
          400,
          "The parameter RemoveFromVersionId can't be empty or another version's. Staging label %s is currently attached to version %s"
              .formatted(stage, holder));
    }
    if (to == null && stage.equals(Secret.CURRENT)) {
      throw new AwsError(
          "InvalidParameterException", 400, "AWSCURRENT can be moved, not taken away");
    }
    return keep(secret.moving(stage, to));
  }

  private Secret.Version version(
      String id, @Nullable String string, byte @Nullable [] binary, Set<String> stages) {
    return new Secret.Version(id, string, binary, Set.copyOf(stages), clock.instant());
  }

  private Secret keep(Secret secret) throws SQLException {
    store.write(secret);
    secrets.put(secret.name(), secret);
    return secret;
  }

  /// The front end of these secrets.
  public AwsService service() {
    return new SecretOperations(this).service();
  }

  /// What a caller needs in order to read this secret.
  public List<Need> needsToRead(String secretId) {
    return needs(secretId, "GetSecretValue", "kms:Decrypt");
  }

  /// What a caller needs in order to give this secret another value.
  List<Need> needsToWrite(String secretId) {
    return needs(secretId, "PutSecretValue", "kms:GenerateDataKey");
  }

  private List<Need> needs(String secretId, String operation, String withItsKey) {
    var found = lookUp(secretId);
    var arn = found == null ? unknownArn(secretId) : found.arn();
    var needs = new ArrayList<Need>();
    needs.add(new Need("secretsmanager:" + operation, arn, Map.of("secretsmanager:SecretId", arn)));
    var key = keysOfSecrets.get(arn);
    if (key != null) {
      needs.add(
          new Need(
              withItsKey,
              key,
              Map.of(
                  "kms:ViaService",
                  "secretsmanager." + place.region() + ".amazonaws.com",
                  "kms:CallerAccount",
                  place.account(),
                  "kms:EncryptionContext:SecretARN",
                  arn)));
    }
    return List.copyOf(needs);
  }

  private String unknownArn(String secretId) {
    return secretId.startsWith("arn:")
        ? secretId
        : place.arn("secretsmanager", "secret:" + secretId + "-??????");
  }

  /// The secret of a name, an ARN, or an ARN without its random end; else the error that Secrets
  /// Manager answers.
  Secret find(String secretId) {
    var secret = lookUp(secretId);
    if (secret == null) {
      throw new AwsError(
          "ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  private @Nullable Secret lookUp(String secretId) {
    for (var secret : secrets.values()) {
      if (secret.name().equals(secretId)
          || secret.arn().equals(secretId)
          || place.arn("secretsmanager", "secret:" + secret.name()).equals(secretId)) {
        return secret;
      }
    }
    return null;
  }
}
