package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudfront.HeadersFrameOption;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentSecurityPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersFrameOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.constructs.Construct;

/// What every answer of the edge tells browsers, its own refusals too, and what it doesn't tell of
/// what stands behind.
final class EdgeHeaders extends Construct {
  private static final Duration TWO_YEARS = Duration.days(730);
  private final ResponseHeadersPolicy policy;

  EdgeHeaders(Construct scope, String id, CellPlan plan) {
    super(scope, id);
    policy =
        ResponseHeadersPolicy.Builder.create(this, "Policy")
            .responseHeadersPolicyName(plan.names().stack("edge"))
            .securityHeadersBehavior(
                ResponseSecurityHeadersBehavior.builder()
                    .strictTransportSecurity(
                        ResponseHeadersStrictTransportSecurity.builder()
                            .accessControlMaxAge(TWO_YEARS)
                            .includeSubdomains(true)
                            .override(true)
                            .build())
                    .contentTypeOptions(
                        ResponseHeadersContentTypeOptions.builder().override(true).build())
                    .frameOptions(
                        ResponseHeadersFrameOptions.builder()
                            .frameOption(HeadersFrameOption.DENY)
                            .override(true)
                            .build())
                    .referrerPolicy(
                        ResponseHeadersReferrerPolicy.builder()
                            .referrerPolicy(HeadersReferrerPolicy.NO_REFERRER)
                            .override(true)
                            .build())
                    // A page says more exactly what it needs.
                    .contentSecurityPolicy(
                        ResponseHeadersContentSecurityPolicy.builder()
                            .contentSecurityPolicy("default-src 'none'; frame-ancestors 'none'")
                            .override(false)
                            .build())
                    .build())
            .removeHeaders(List.of("Server", "X-Powered-By", "x-amz-apigw-id", "x-amzn-RequestId"))
            .build();
  }

  ResponseHeadersPolicy policy() {
    return policy;
  }
}
