package dev.cellwright.kernel.auth;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// A key of the cell that signs with ECDSA over P-256. The private half never leaves KMS.
///
/// It is the key that its alias names when this is made, and stays it: what was announced as signed
/// by one key isn't signed by the next.
public final class SigningKey {
  private final KmsClient kms;
  private final String arn;
  private final byte[] publicKey;

  SigningKey(KmsClient kms, String alias) {
    this.kms = kms;
    var named = kms.getPublicKey(request -> request.keyId(alias));
    arn = named.keyId();
    publicKey = named.publicKey().asByteArray();
  }

  /// The public half, in DER.
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /// Signs a SHA-256 digest.
  ///
  /// @return the signature in DER
  public byte[] sign(byte[] digest) {
    return kms.sign(request ->
            request
                .keyId(arn)
                .messageType(MessageType.DIGEST)
                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                .message(SdkBytes.fromByteArray(digest)))
        .signature()
        .asByteArray();
  }
}
