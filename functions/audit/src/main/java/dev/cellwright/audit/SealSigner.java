package dev.cellwright.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs seals with the cell's KMS key for them, which signs nothing else. The private half never
/// leaves KMS; the id of a key is the hash of its public half, so that a key that was exchanged
/// shows.
final class SealSigner {
  private final KmsClient kms;
  private final String keyArn;
  private final byte[] publicKey;

  private SealSigner(KmsClient kms, String keyArn, byte[] publicKey) {
    this.kms = kms;
    this.keyArn = keyArn;
    this.publicKey = publicKey;
  }

  /// Fetches the public half.
  static SealSigner of(KmsClient kms, String keyArn) {
    return new SealSigner(
        kms, keyArn, kms.getPublicKey(request -> request.keyId(keyArn)).publicKey().asByteArray());
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
    var signature =
        kms.sign(request ->
                request
                    .keyId(keyArn)
                    .messageType(MessageType.DIGEST)
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                    .message(SdkBytes.fromByteArray(HexFormat.of().parseHex(hash))))
            .signature();
    return Base64.getEncoder().encodeToString(signature.asByteArray());
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
