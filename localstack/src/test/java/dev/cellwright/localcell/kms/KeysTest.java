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
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.Tag;

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
    assertThatThrownBy(() -> kms.scheduleKeyDeletion(request -> request.keyId(signing)))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("ScheduleKeyDeletion");
    assertThatThrownBy(
            () -> kms.describeKey(request -> request.keyId(signing).grantTokens("token")))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("GrantTokens");
  }

  @Test
  void anAliasIsPointedAtAnotherKeyOfItsKind() {
    var another = newSigningKey();
    kms.createAlias(request -> request.aliasName("alias/moving").targetKeyId(signing));

    kms.updateAlias(request -> request.aliasName("alias/moving").targetKeyId(another));

    assertThat(kms.getPublicKey(request -> request.keyId("alias/moving")).keyId())
        .isEqualTo(another);
    assertThat(kms.listAliases(request -> request.keyId(another)).aliases())
        .singleElement()
        .satisfies(alias -> {
          assertThat(alias.aliasName()).isEqualTo("alias/moving");
          assertThat(alias.lastUpdatedDate()).isAfter(alias.creationDate());
        });
    assertThatThrownBy(() ->
            kms.createAlias(request -> request.aliasName("alias/moving").targetKeyId(signing)))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() ->
            kms.updateAlias(request -> request.aliasName("alias/moving").targetKeyId(sealing)))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("one kind");
    kms.deleteAlias(request -> request.aliasName("alias/moving"));
    assertThatThrownBy(() -> kms.getPublicKey(request -> request.keyId("alias/moving")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aDisabledKeyDoesNothingUntilItIsEnabled() {
    var key = newSigningKey();
    kms.disableKey(request -> request.keyId(key));

    assertThatThrownBy(() -> sign(key, MESSAGE, MessageType.RAW))
        .isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> kms.getPublicKey(request -> request.keyId(key)))
        .isInstanceOf(DisabledException.class);
    assertThat(kms.describeKey(request -> request.keyId(key)).keyMetadata().enabled()).isFalse();
    kms.enableKey(request -> request.keyId(key));

    assertThat(sign(key, MESSAGE, MessageType.RAW).asByteArray()).isNotEmpty();
  }

  @Test
  void anAliasThatSomebodyMovedStaysThereUntilTheTemplateSaysSomethingElse() throws Exception {
    var keys = aws.front().keys();
    keys.alias("alias/declared", signing);
    var another = newSigningKey();
    kms.updateAlias(request -> request.aliasName("alias/declared").targetKeyId(another));

    keys.alias("alias/declared", signing);
    assertThat(kms.getPublicKey(request -> request.keyId("alias/declared")).keyId())
        .isEqualTo(another);
    var third = newSigningKey();
    keys.alias("alias/declared", third);

    assertThat(kms.getPublicKey(request -> request.keyId("alias/declared")).keyId())
        .isEqualTo(third);
  }

  @Test
  void aConditionMayAskForAKeysAliasesAndTags() {
    var named =
        aws.client(
            KmsClient.builder(),
            aws.credentials(
                """
                {"Statement": [
                  {"Effect": "Allow", "Action": "kms:GetPublicKey", "Resource": "*",
                   "Condition": {"ForAnyValue:StringEquals": {"kms:ResourceAliases": ["alias/one", "alias/two"]}}},
                  {"Effect": "Allow", "Action": "kms:DisableKey", "Resource": "*",
                   "Condition": {"StringEquals": {"aws:ResourceTag/cell": "acme-test"}}}]}
                """));
    var key = newSigningKey();
    assertThatThrownBy(() -> named.getPublicKey(request -> request.keyId(key)))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("kms:GetPublicKey");

    kms.createAlias(request -> request.aliasName("alias/two").targetKeyId(key));
    kms.createAlias(request -> request.aliasName("alias/other").targetKeyId(key));

    assertThat(named.getPublicKey(request -> request.keyId(key)).keyId()).isEqualTo(key);
    named.disableKey(request -> request.keyId(key));
    assertThatThrownBy(() -> named.disableKey(request -> request.keyId(signing)))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("kms:DisableKey");
  }

  private String newSigningKey() {
    return kms.createKey(request ->
            request
                .keySpec(KeySpec.ECC_NIST_P256)
                .keyUsage(KeyUsageType.SIGN_VERIFY)
                .tags(Tag.builder().tagKey("cell").tagValue("acme-test").build()))
        .keyMetadata()
        .arn();
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
