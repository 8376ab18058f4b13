package dev.cellwright.audit;

import dev.cellwright.kernel.auth.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// Signs seals with the cell's KMS key for them, which signs nothing else. The private half never
/// leaves KMS; the id of a key is the hash of its public half, so that a key that was exchanged
/// shows.
final class SealSigner {
  private final SigningKey key;
  private final byte[] publicKey;

  SealSigner(SigningKey key) {
    this.key = key;
    publicKey = key.publicKey();
  }

  String keyId() {
    return HexFormat.of().formatHex(Hashes.sha256().digest(publicKey));
  }

  String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// Signs a seal's hash.
  ///
  /// @return DER in Base64
  String sign(String hash) {
    return Base64.getEncoder().encodeToString(key.sign(HexFormat.of().parseHex(hash)));
  }

  /// Whether this key signed a seal.
  boolean signed(SealObject seal) {
    return isSignedBy(publicKey, seal.seal(), seal.signature());
  }

  /// Whether a key, in PEM, signed a seal's text.
  static boolean isSignedBy(String pem, String text, String signature) {
    return isSignedBy(
        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")), text, signature);
  }

  private static boolean isSignedBy(byte[] key, String text, String signature) {
    try {
      PublicKey parsed = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key));
      var verifier = Signature.getInstance("NONEwithECDSA");
      verifier.initVerify(parsed);
      verifier.update(Hashes.of(Hashes.SEAL, text));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // What can't be read as a signature is none.
    }
  }
}
