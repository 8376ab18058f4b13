package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.constructs.Construct;

/// The certificate of host names: the one that the configuration names, or one that is made and
/// shown to be ours by records in its zone. ACM renews those by itself.
final class HostCertificate {
  /// ACM renews sixty days before the end; a month later it has tried in vain.
  private static final int DAYS_LEFT = 30;

  private HostCertificate() {}

  /// Its ARN. Somebody is told when it is about to end.
  static String arn(
      Construct scope, String id, @Nullable String named, @Nullable String zone, String... hosts) {
    var arn = named != null ? named : made(scope, id, zone, hosts);
    CellAlarm.raise(
        scope,
        id + "Expiry",
        Runbook.CERTIFICATE_EXPIRY,
        hosts[0] + ": its certificate ends in less than a month",
        alarm ->
            alarm
                .metric(
                    Measure.of(
                            "AWS/CertificateManager", "DaysToExpiry", Map.of("CertificateArn", arn))
                        .over(Duration.days(1), "Minimum"))
                .threshold(DAYS_LEFT)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(1));
    return arn;
  }

  private static String made(Construct scope, String id, @Nullable String zone, String... hosts) {
    if (zone == null) {
      throw new IllegalArgumentException("neither a certificate nor a zone to make one in");
    }
    return CfnCertificate.Builder.create(scope, id)
        .domainName(hosts[0])
        .subjectAlternativeNames(List.of(hosts).subList(1, hosts.length))
        .validationMethod("DNS")
        .domainValidationOptions(
            List.of(hosts).stream()
                .map(host ->
                    CfnCertificate.DomainValidationOptionProperty.builder()
                        .domainName(host)
                        .hostedZoneId(zone)
                        .build())
                .toList())
        .build()
        .getRef();
  }
}
