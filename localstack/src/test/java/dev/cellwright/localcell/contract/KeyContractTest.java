package dev.cellwright.localcell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

@Tag("contract")
class KeyContractTest {
  private final TestedAws aws = TestedAws.open();
  private final String key = aws.encryptingKey();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aCiphertextOpensWithItsContextOnly() {
    var sealed =
        aws.kms
            .encrypt(request ->
                request
                    .keyId(key)
                    .plaintext(SdkBytes.fromUtf8String("secret"))
                    .encryptionContext(Map.of("tenant", "acme")))
            .ciphertextBlob();

    var opened =
        aws.kms
            .decrypt(request ->
                request.ciphertextBlob(sealed).encryptionContext(Map.of("tenant", "acme")))
            .plaintext();

    assertThat(opened.asUtf8String()).isEqualTo("secret");
    assertThatThrownBy(() ->
            aws.kms.decrypt(request ->
                request.ciphertextBlob(sealed).encryptionContext(Map.of("tenant", "other"))))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void aKeyThatEncryptsDoesNotSign() {
    assertThatThrownBy(() ->
            aws.kms.sign(request ->
                request
                    .keyId(key)
                    .message(SdkBytes.fromUtf8String("x"))
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)))
        .isInstanceOf(InvalidKeyUsageException.class);
  }
}
