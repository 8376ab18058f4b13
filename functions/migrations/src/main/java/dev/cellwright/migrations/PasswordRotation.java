package dev.cellwright.migrations;

import java.security.SecureRandom;

/// Another password for a role. PostgreSQL knows one password of a role, so for the moment between
/// the database and the secret new connections are refused; who calls tries again, since nothing
/// ran.
record PasswordRotation(Master master, LoginSecret secret) implements RotatedSecret {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 40;

  /// Everything else that the secret says stays as it is.
  @Override
  public String successor(String current) {
    var random = new SecureRandom();
    var password = new StringBuilder();
    for (var i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return secret.withPassword(current, password.toString());
  }

  @Override
  public void teach(String value) {
    master.putPassword(secret, secret.verifierOf(value));
  }

  @Override
  public void confirm(String value) {
    master.tryOut(secret.secretArn());
  }
}
