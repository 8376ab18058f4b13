package dev.cellwright.migrations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/// The names under which the cell's functions find a key that signs: the alias of a purpose, and
/// while the key is rotated `-next` and `-previous` beside it.
///
/// @param alias its ARN
/// @param cell whose name every key bears as its tag `cell`
record KeyAliases(KmsClient kms, String alias, String cell) {
  static final String SIGNING = "";
  static final String NEXT = "-next";
  static final String PREVIOUS = "-previous";

  /// A key, and since when the alias leads to it.
  record Named(String key, Instant since) {}

  /// What an alias leads to, or null where there is none of this kind.
  @Nullable Named find(String kind) {
    try {
      var key = kms.describeKey(request -> request.keyId(name(kind))).keyMetadata().arn();
      return kms.listAliases(request -> request.keyId(key)).aliases().stream()
          .filter(one -> one.aliasName().equals(name(kind)))
          .findFirst()
          .map(one -> new Named(key, one.lastUpdatedDate()))
          .orElse(null);
    } catch (NotFoundException e) {
      return null;
    }
  }

  /// Makes a key of the same kind as the others.
  ///
  /// @return its ARN
  String makeKey() {
    return kms.createKey(request ->
            request
                .keySpec(KeySpec.ECC_NIST_P256)
                .keyUsage(KeyUsageType.SIGN_VERIFY)
                .description("Takes the place of another key behind " + name(SIGNING))
                .tags(Tag.builder().tagKey("cell").tagValue(cell).build()))
        .keyMetadata()
        .arn();
  }

  void add(String kind, String key) {
    kms.createAlias(request -> request.aliasName(name(kind)).targetKeyId(key));
  }

  void point(String kind, String key) {
    kms.updateAlias(request -> request.aliasName(name(kind)).targetKeyId(key));
  }

  void remove(String kind) {
    kms.deleteAlias(request -> request.aliasName(name(kind)));
  }

  /// Ends what a key is good for; it can be enabled again.
  void disable(String key) {
    kms.disableKey(request -> request.keyId(key));
  }

  private String name(String kind) {
    return alias.substring(alias.indexOf(":alias/") + 1) + kind;
  }
}
