package dev.cellwright.migrations;

import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.ContextKeySecret;
import java.security.SecureRandom;
import java.util.UUID;

/// Another key for contexts: the database knows it before a function can sign with it, and the one
/// before it until no function can.
record ContextKeyRotation(ContextKeys keys) implements RotatedSecret {
  private static final int BYTES = 48;

  @Override
  public String successor(String current) {
    var before = ContextKeySecret.parse(current);
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return ContextKeySecret.text(
        new ContextKey(
            UUID.randomUUID().toString(), secret, new ContextKey(before.id(), before.secret())));
  }

  @Override
  public void teach(String value) {
    var key = ContextKeySecret.parse(value);
    keys.put(key);
    keys.tryOut(key);
  }

  @Override
  public void confirm(String value) {
    keys.endOthers(ContextKeySecret.parse(value));
  }
}
