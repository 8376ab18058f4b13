package dev.cellwright.localcell.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.s3.BucketSettings.Versioning;
import java.time.Period;
import org.junit.jupiter.api.Test;

class BucketTemplateTest {

  @Test
  void readsWhatABucketIsToldToBe() throws Exception {
    var settings =
        read(
            """
            {"ObjectLockEnabled": true,
             "ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled",
               "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Years": 10}}},
             "BucketEncryption": {"ServerSideEncryptionConfiguration": [
               {"BucketKeyEnabled": true,
                "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k1"}}]},
             "CorsConfiguration": {"CorsRules": [
               {"AllowedMethods": ["PUT"], "AllowedOrigins": ["https://a.example"], "MaxAge": 5}]},
             "LifecycleConfiguration": {"Rules": [
               {"Status": "Enabled", "Prefix": "tmp/", "ExpirationInDays": 3,
                "NoncurrentVersionExpiration": {"NoncurrentDays": 9, "NewerNoncurrentVersions": 2},
                "Transitions": [{"StorageClass": "DEEP_ARCHIVE", "TransitionInDays": 90}]},
               {"Status": "Disabled", "ExpirationInDays": 1}]},
             "NotificationConfiguration": {"EventBridgeConfiguration": {"EventBridgeEnabled": true},
               "LambdaConfigurations": [{"Event": "s3:ObjectCreated:*", "Function": "arn:f",
                 "Filter": {"S3Key": {"Rules": [{"Name": "suffix", "Value": ".png"}]}}}]}}
            """);

    assertThat(settings.versioning()).isEqualTo(Versioning.ENABLED);
    assertThat(settings.defaultRetention())
        .isEqualTo(new Retention.Default(Retention.Mode.GOVERNANCE, Period.ofYears(10)));
    assertThat(settings.encryption())
        .containsEntry(BucketSettings.KEY_ID, "arn:k1")
        .containsEntry(BucketSettings.BUCKET_KEY, "true");
    assertThat(settings.cors().getFirst().maxAgeSeconds()).isEqualTo(5);
    assertThat(settings.lifecycle()).hasSize(1);
    assertThat(settings.lifecycle().getFirst().noncurrentExpirationDays()).isEqualTo(9);
    assertThat(settings.lifecycle().getFirst().transitions())
        .containsExactly(new LifecycleRule.Transition("DEEP_ARCHIVE", 90));
    assertThat(settings.notifications())
        .extracting(each -> each.destination())
        .containsExactly(
            new ObjectEvents.Destination.EventBridge(),
            new ObjectEvents.Destination.Function("arn:f"));
    assertThat(settings.notifications().getLast().suffix()).isEqualTo(".png");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> read("{\"ReplicationConfiguration\": {}}"))
        .hasMessageContaining("ReplicationConfiguration");
    assertThatThrownBy(() ->
            read(
                """
                {"LifecycleConfiguration": {"Rules": [{"Status": "Enabled", "ObjectSizeGreaterThan": "1"}]}}
                """))
        .hasMessageContaining("ObjectSizeGreaterThan");
  }

  private static BucketSettings read(String properties) throws JsonProcessingException {
    return new BucketTemplate(key -> "arn:" + key)
        .settings(new ObjectMapper().readTree(properties));
  }
}
