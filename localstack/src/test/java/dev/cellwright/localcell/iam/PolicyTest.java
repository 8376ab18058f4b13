package dev.cellwright.localcell.iam;

import static dev.cellwright.localcell.aws.TestingAws.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

  @Test
  void whatNothingAllowsIsDenied() {
    var policy = allow("\"Action\": \"kms:Sign\", \"Resource\": \"" + KEY + "\"");

    assertThat(policy.decide("kms:Sign", KEY, Map.of())).isEqualTo(Decision.ALLOWED);
    assertThat(policy.decide("KMS:sign", KEY, Map.of())).isEqualTo(Decision.ALLOWED);
    assertThat(policy.decide("kms:Decrypt", KEY, Map.of())).isEqualTo(Decision.DENIED_IMPLICITLY);
    assertThat(policy.decide("kms:Sign", KEY + "2", Map.of()))
        .isEqualTo(Decision.DENIED_IMPLICITLY);
  }

  @Test
  void denyWinsInAnyOrder() {
    var policy =
        policy(
            """
            {"Statement": [
              {"Effect": "Deny", "Action": ["kms:D*"], "Resource": "*"},
              {"Effect": "Allow", "Action": ["kms:*"], "Resource": ["*"]}]}\
            """);

    assertThat(policy.decide("kms:Decrypt", KEY, Map.of())).isEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(policy.decide("kms:Sign", KEY, Map.of())).isEqualTo(Decision.ALLOWED);
  }

  @Test
  void theInvertedElementsMatchTheRest() {
    var policy = allow("\"NotAction\": \"kms:*\", \"NotResource\": \"" + KEY + "\"");

    assertThat(policy.decide("ssm:GetParameter", "x", Map.of()).isAllowed()).isTrue();
    assertThat(policy.decide("kms:Sign", "x", Map.of()).isAllowed()).isFalse();
    assertThat(policy.decide("ssm:GetParameter", KEY, Map.of()).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "a*c, abc, true",
    "a*c, ac, true",
    "a*c, acb, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b, xxbxxa, false",
    "secret:x-??????, secret:x-AbCdEf, true",
    "secret:x-??????, secret:x-AbCdEfG, false",
    "a.c, abc, false",
  })
  void wildcardsMatch(String pattern, String text, boolean matches) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'StringEquals': {'kms:ViaService': 'a'}} | true",
        "{'StringEquals': {'KMS:viaservice': ['b', 'a']}} | true",
        "{'StringEquals': {'kms:ViaService': 'b'}} | false",
        "{'StringEquals': {'kms:Absent': 'a'}} | false",
        "{'StringEqualsIfExists': {'kms:Absent': 'a'}} | true",
        "{'StringNotEquals': {'kms:ViaService': 'a'}} | false",
        "{'StringNotEquals': {'kms:Absent': 'a'}} | true",
        "{'StringEqualsIgnoreCase': {'kms:ViaService': 'A'}} | true",
        "{'StringLike': {'aws:PrincipalArn': 'arn:*'}} | true",
        "{'StringNotLike': {'aws:PrincipalArn': 'arn:*'}} | false",
        "{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/x*'}} | true",
        "{'ArnLike': {'aws:PrincipalArn': 'arn:*:role/x'}} | false",
        "{'ArnNotEquals': {'aws:PrincipalArn': 'arn:aws:iam::1:role/x'}} | false",
        "{'Bool': {'aws:SecureTransport': 'true'}} | true",
        "{'Bool': {'aws:SecureTransport': false}} | false",
        "{'Null': {'kms:Absent': 'true'}} | true",
        "{'Null': {'kms:ViaService': 'true'}} | false",
        "{'ForAnyValue:StringEquals': {'kms:ViaService': 'a'}} | true",
        "{'ForAllValues:StringEquals': {'kms:Absent': 'a'}} | true",
        "{'ForAnyValue:StringEquals': {'kms:Absent': 'a'}} | false",
        "{'ForAnyValue:StringEquals': {'kms:ResourceAliases': ['alias/two', 'alias/none']}} | true",
        "{'ForAnyValue:StringEquals': {'kms:ResourceAliases': 'alias/none'}} | false",
        "{'ForAllValues:StringEquals': {'kms:ResourceAliases': ['alias/one', 'alias/two']}} | true",
        "{'ForAllValues:StringEquals': {'kms:ResourceAliases': 'alias/one'}} | false",
        "{'StringEquals': {'kms:ResourceAliases': 'alias/one'}} | false",
        "{'StringEquals': {'kms:ViaService': 'a'}, 'Bool': {'aws:SecureTransport': 'false'}} | false",
      },
      quoteCharacter = '`')
  void conditionsHold(String condition, boolean holds) {
    var policy =
        allow(
            "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": "
                + condition.replace('\'', '"'));

    var decision =
        policy.decide(
            "kms:Sign",
            KEY,
            Map.of(
                "kms:ViaService", "a",
                "kms:ResourceAliases", "alias/one\nalias/two",
                "aws:PrincipalArn", "arn:aws:iam::1:role/x",
                "aws:SecureTransport", "true"));

    assertThat(decision.isAllowed()).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"IpAddress\": {\"aws:SourceIp\": \"::1\"}}",
        "\"Action\": \"*\", \"Resource\": {\"Ref\": \"Table\"}",
        "\"Action\": \"*\", \"Resource\": \"arn:aws:s3:::${aws:username}\"",
        "\"Action\": \"*\"",
        "\"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"",
        "\"Action\": \"*\", \"NotAction\": \"*\", \"Resource\": \"*\""
      })
  void whatCanNotBeEnforcedIsRefused(String statement) {
    assertThatThrownBy(() -> allow(statement)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEffectIsAllowOrDeny() {
    assertThatThrownBy(() ->
            policy(
                "{\"Statement\": {\"Effect\": \"Perhaps\", \"Action\": \"*\", \"Resource\": \"*\"}}"))
        .hasMessageContaining("Perhaps");
  }

  private static Policy allow(String rest) {
    return policy("{\"Statement\": {\"Effect\": \"Allow\", " + rest + "}}");
  }
}
