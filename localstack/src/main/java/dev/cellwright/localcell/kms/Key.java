package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One KMS key. `material` is the AES key or the private key (PKCS#8); `publicKey` is empty or
/// X.509. A key that is disabled does nothing until it is enabled again.
record Key(
    UUID id,
    String name,
    Kind kind,
    String description,
    Instant createdAt,
    byte[] material,
    byte[] publicKey,
    Map<String, String> tags,
    boolean enabled) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  static Key generate(
      UUID id, String name, Kind kind, String description, Map<String, String> tags, Instant now) {
    return switch (kind) {
      case SYMMETRIC_DEFAULT ->
          new Key(id, name, kind, description, now, random(32), new byte[0], tags, true);
      case ECC_NIST_P256 -> {
        var pair = pair();
        yield new Key(
            id,
            name,
            kind,
            description,
            now,
            pair.getPrivate().getEncoded(),
            pair.getPublic().getEncoded(),
            tags,
            true);
      }
    };
  }

  Key tagged(Map<String, String> other) {
    return new Key(
        id, name, kind, description, createdAt, material, publicKey, Map.copyOf(other), enabled);
  }

  Key enabled(boolean now) {
    return new Key(id, name, kind, description, createdAt, material, publicKey, tags, now);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  /// Signs with ECDSA; the answer is DER, as KMS gives it.
  byte[] sign(byte[] message, boolean isDigest) throws GeneralSecurityException {
    var signature = Signature.getInstance(isDigest ? "NONEwithECDSA" : "SHA256withECDSA");
    signature.initSign(privateKey());
    signature.update(message);
    return signature.sign();
  }

  boolean verifies(byte[] message, boolean isDigest, byte[] signatureDer)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(isDigest ? "NONEwithECDSA" : "SHA256withECDSA");
    signature.initVerify(publicKeyOfPair());
    signature.update(message);
    try {
      return signature.verify(signatureDer);
    } catch (SignatureException e) {
      return false; // not even DER
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(material));
  }

  private PublicKey publicKeyOfPair() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey));
  }

  /// Key id, nonce, then AES-256-GCM with the encryption context as associated data.
  byte[] encrypt(byte[] plaintext, Map<String, String> context) throws GeneralSecurityException {
    var iv = random(IV_BYTES);
    var sealed = cipher(Cipher.ENCRYPT_MODE, iv, context).doFinal(plaintext);
    return ByteBuffer.allocate(ID_BYTES + IV_BYTES + sealed.length)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(iv)
        .put(sealed)
        .array();
  }

  byte[] decrypt(byte[] ciphertext, Map<String, String> context) {
    var buffer = ByteBuffer.wrap(ciphertext).position(ID_BYTES);
    var iv = new byte[IV_BYTES];
    buffer.get(iv);
    try {
      var sealed = new byte[buffer.remaining()];
      buffer.get(sealed);
      return cipher(Cipher.DECRYPT_MODE, iv, context).doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new AwsError(
          "InvalidCiphertextException", 400, "the ciphertext or its encryption context is wrong");
    }
  }

  /// The key that a ciphertext names.
  static UUID idIn(byte[] ciphertext) {
    if (ciphertext.length < ID_BYTES + IV_BYTES + TAG_BITS / 8) {
      throw new AwsError("InvalidCiphertextException", 400, "the ciphertext is too short");
    }
    var buffer = ByteBuffer.wrap(ciphertext);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private Cipher cipher(int mode, byte[] iv, Map<String, String> context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(material, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(canonical(context));
    return cipher;
  }

  /// Sorted and with lengths, so that no two contexts read alike.
  private static byte[] canonical(Map<String, String> context) {
    var text = new StringBuilder();
    new TreeMap<>(context)
        .forEach((name, content) ->
            text.append(name.length())
                .append(':')
                .append(name)
                .append(content.length())
                .append(':')
                .append(content));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
