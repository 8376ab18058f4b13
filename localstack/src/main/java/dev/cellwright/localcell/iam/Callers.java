package dev.cellwright.localcell.iam;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everybody who has credentials in this cell, and the permissions they used.
public final class Callers {
  private static final char[] KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final Set<Use> used = ConcurrentHashMap.newKeySet();

  /// Makes credentials for a role. Each call makes new ones; earlier ones stay valid.
  public Credentials issue(String roleArn, Policy policy) {
    var credentials = new Credentials(accessKeyId(), secret(30), secret(96));
    callers.put(credentials.accessKeyId(), new Caller(roleArn, credentials, policy));
    return credentials;
  }

  private String accessKeyId() {
    var id = new StringBuilder("ASIA");
    for (var i = 0; i < 16; i++) {
      id.append(KEY_ALPHABET[random.nextInt(KEY_ALPHABET.length)]);
    }
    return id.toString();
  }

  private String secret(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  public @Nullable Caller find(String accessKeyId) {
    return callers.get(accessKeyId);
  }

  /// Lets the caller pass and remembers the permission as used, or throws [AccessDenied].
  public void check(
      Caller caller, String action, String resource, Map<String, String> conditionKeys) {
    var decision = caller.policy().decide(action, resource, conditionKeys);
    if (!decision.isAllowed()) {
      throw new AccessDenied(caller.roleArn(), action, resource, decision);
    }
    used.add(new Use(caller.roleArn(), action, resource));
  }

  /// What whoever has credentials may do, and whether it was done so far.
  public Map<Permission, Boolean> permissions() {
    return callers.values().stream()
        .flatMap(caller -> caller.policy().permissions(caller.roleArn()).stream())
        .distinct()
        .collect(
            Collectors.toMap(
                permission -> permission,
                permission -> used.stream().anyMatch(permission::covers)));
  }

  /// The permissions used so far.
  public Set<Use> used() {
    return Set.copyOf(used);
  }
}
