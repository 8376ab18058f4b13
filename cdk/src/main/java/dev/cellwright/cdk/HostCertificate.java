package dev.cellwright.cdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.constructs.Construct;

/// The certificate of host names: the one that the configuration names, or one that is made and
/// shown to be ours by records in its zone. ACM renews those by itself.
final class HostCertificate {
  private HostCertificate() {}

  /// Its ARN.
  static String arn(
      Construct scope, String id, @Nullable String named, @Nullable String zone, String... hosts) {
    if (named != null) {
      return named;
    }
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
