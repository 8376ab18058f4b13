package dev.cellwright.localcell.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class KeysTest {
  private static final SdkBytes MESSAGE = SdkBytes.fromUtf8String("header.payload");

  private final TestingAws aws = TestingAws.usual();
  private final KmsClient kms = aws.client(KmsClient.builder(), aws.everything());

  private String signing = "";
  private String sealing = "";

  @BeforeEach
  void twoKeys() throws Exception {
    signing = aws.front().keys().create("tokens", Keys.Kind.ECC_NIST_P256, "signs tokens");
    sealing = aws.front().keys().create("data", Keys.Kind.SYMMETRIC_DEFAULT, "seals data");
    aws.front().keys().alias("alias/acme-test-tokens", signing);
  }

  @Test
  void aSignatureIsDerAndVerifiesWithThePublicKey() throws Exception {
    var signature = sign("alias/acme-test-tokens", MESSAGE, MessageType.RAW);
    var publicKey = kms.getPublicKey(request -> request.keyId(signing));

    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(publicKey.publicKey().asByteArray())));
    verifier.update(MESSAGE.asByteArray());
    assertThat(verifier.verify(signature.asByteArray())).isTrue();
    assertThat(publicKey.signingAlgorithms()).containsExactly(SigningAlgorithmSpec.ECDSA_SHA_256);
    assertThat(publicKey.keyId()).isEqualTo(signing);
  }

  @Test
  void aDigestSignsLikeItsMessage() throws Exception {
    var digest =
        SdkBytes.fromByteArray(MessageDigest.getInstance("SHA-256").digest(MESSAGE.asByteArray()));

    var signature = sign(signing, digest, MessageType.DIGEST);

    assertThat(verify(MESSAGE, MessageType.RAW, signature)).isTrue();
    assertThat(verify(digest, MessageType.DIGEST, signature)).isTrue();
  }

  @Test
  void aSignatureOfAnotherMessageIsInvalid() {
    var signature = sign(signing, MESSAGE, MessageType.RAW);

    assertThatThrownBy(() -> verify(SdkBytes.fromUtf8String("another"), MessageType.RAW, signature))
        .isInstanceOf(KmsInvalidSignatureException.class);
    assertThatThrownBy(() -> verify(MESSAGE, MessageType.RAW, MESSAGE))
        .isInstanceOf(KmsInvalidSignatureException.class);
  }

  @Test
  void whatIsNoDigestCanNotBeSignedAsOne() {
    assertThatThrownBy(() -> sign(signing, MESSAGE, MessageType.DIGEST))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("Digest is invalid length");
    assertThatThrownBy(() -> sign(signing, SdkBytes.fromByteArray(new byte[4097]), MessageType.RAW))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("4096");
  }

  @Test
  void aCiphertextOpensWithItsContextOnly() {
    var context = Map.of("person", "anna", "field", "email");
    var ciphertext =
        kms.encrypt(request ->
                request
                    .keyId(sealing)
                    .plaintext(SdkBytes.fromUtf8String("secret"))
                    .encryptionContext(context))
            .ciphertextBlob();

    var opened =
        kms.decrypt(request -> request.ciphertextBlob(ciphertext).encryptionContext(context));

    assertThat(opened.plaintext().asUtf8String()).isEqualTo("secret");
    assertThat(opened.keyId()).isEqualTo(sealing);
    assertThatThrownBy(() ->
            kms.decrypt(request ->
                request
                    .ciphertextBlob(ciphertext)
                    .encryptionContext(Map.of("person", "bert", "field", "email"))))
        .isInstanceOf(InvalidCiphertextException.class);
    assertThatThrownBy(() ->
            kms.decrypt(request ->
                request.ciphertextBlob(ciphertext).encryptionContext(context).keyId(signing)))
        .isInstanceOf(IncorrectKeyException.class);
  }

  @Test
  void aDataKeyComesOpenAndSealed() {
    var key = kms.generateDataKey(request -> request.keyId(sealing).keySpec(DataKeySpec.AES_256));

    var opened = kms.decrypt(request -> request.ciphertextBlob(key.ciphertextBlob()));

    assertThat(key.plaintext().asByteArray()).hasSize(32);
    assertThat(opened.plaintext()).isEqualTo(key.plaintext());
  }

  @Test
  void aKeyServesItsUsageOnly() {
    assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(signing).plaintext(MESSAGE)))
        .isInstanceOf(InvalidKeyUsageException.class);
    assertThatThrownBy(() -> sign(sealing, MESSAGE, MessageType.RAW))
        .isInstanceOf(InvalidKeyUsageException.class);
    assertThat(kms.describeKey(request -> request.keyId(signing)).keyMetadata().keyUsage())
        .isEqualTo(KeyUsageType.SIGN_VERIFY);
  }

  @Test
  void anUnknownKeyOrOperationIsAnError() {
    assertThatThrownBy(() -> kms.describeKey(request -> request.keyId("alias/nobody")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> kms.createKey())
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("CreateKey");
    assertThatThrownBy(
            () -> kms.describeKey(request -> request.keyId(signing).grantTokens("token")))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("GrantTokens");
  }

  @Test
  void keysOutliveTheFront() throws Exception {
    var signature = sign(signing, MESSAGE, MessageType.RAW);

    try (var restarted = TestingAws.with(DataApiLimits.AWS)) {
      var again = restarted.front().keys().create("tokens", Keys.Kind.ECC_NIST_P256, "");
      var client = restarted.client(KmsClient.builder(), restarted.everything());

      assertThat(again).isEqualTo(signing);
      assertThat(
              client
                  .verify(request ->
                      request
                          .keyId("alias/acme-test-tokens")
                          .message(MESSAGE)
                          .messageType(MessageType.RAW)
                          .signature(signature)
                          .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                  .signatureValid())
          .isTrue();
    }
  }

  @Test
  void theTemplateMayAskForSupportedKindsOnly() {
    assertThat(Keys.Kind.of("ECC_NIST_P256", "SIGN_VERIFY")).isEqualTo(Keys.Kind.ECC_NIST_P256);
    assertThatThrownBy(() -> Keys.Kind.of("RSA_2048", "SIGN_VERIFY"))
        .hasMessageContaining("RSA_2048");
  }

  private SdkBytes sign(String key, SdkBytes message, MessageType type) {
    return kms.sign(request ->
            request
                .keyId(key)
                .message(message)
                .messageType(type)
                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
        .signature();
  }

  private boolean verify(SdkBytes message, MessageType type, SdkBytes signature) {
    return kms.verify(request ->
            request
                .keyId(signing)
                .message(message)
                .messageType(type)
                .signature(signature)
                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
        .signatureValid();
  }
}
