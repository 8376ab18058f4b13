package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands in front of an environment's domain.
final class EdgeReader {
  /// Where CloudFront looks for certificates.
  private static final String CLOUDFRONT = "us-east-1";

  private final Section environment;
  private final Section at;
  private final Complaints complaints;

  private EdgeReader(Section environment) {
    this.environment = environment;
    this.at = environment.section(Environment.EDGE).of(Edge.KEYS);
    this.complaints = environment.complaints();
  }

  /// Null where there is no domain.
  static @Nullable Edge read(Section environment) {
    return new EdgeReader(environment).edge();
  }

  private @Nullable Edge edge() {
    if (environment.at(Environment.DOMAIN) == null) {
      refuseWithoutDomain();
      return null;
    }
    var zone = at.valueOrNull(Edge.HOSTED_ZONE);
    if (environment.at(Environment.EDGE) == null) {
      complaints.addGot(
          environment.lineOf(Environment.DOMAIN),
          environment.pathOf("edge"),
          "nothing beside a domain",
          "a mapping with a hostedZone or both certificates");
    } else if (at.at(Edge.HOSTED_ZONE) == null) {
      needs(Edge.CERTIFICATE);
      needs(Edge.ORIGIN_CERTIFICATE);
    }
    return new Edge(
        zone,
        certificate(Edge.CERTIFICATE, CLOUDFRONT),
        certificate(Edge.ORIGIN_CERTIFICATE, text(environment.at(Environment.REGION))),
        at.value(Edge.TLS),
        countries(Edge.ALLOW_COUNTRIES),
        blocked(),
        at.value(Edge.BOT_CONTROL),
        at.value(Edge.SHIELD),
        at.value(Edge.ORIGIN_SECRET).intValue());
  }

  private void refuseWithoutDomain() {
    if (environment.at(Environment.EDGE) != null) {
      complaints.addGot(
          environment.lineOf(Environment.EDGE),
          environment.pathOf("edge"),
          "an edge without a domain",
          "only beside a domain");
    }
  }

  private void needs(Key<String> certificate) {
    if (at.at(certificate) == null) {
      complaints.addGot(
          environment.lineOf(Environment.EDGE),
          at.pathOf(certificate.name()),
          "nothing",
          certificate.allowed() + "; without a hostedZone nobody can make one");
    }
  }

  /// CloudFront and API Gateway take a certificate of their own account and region only.
  private @Nullable String certificate(Key<String> key, @Nullable String region) {
    var arn = at.valueOrNull(key);
    var account = text(environment.at(Environment.ACCOUNT));
    if (arn != null
        && region != null
        && account != null
        && !arn.startsWith("arn:aws:acm:" + region + ":" + account + ":")) {
      complaints.addGot(
          at.lineOf(key),
          at.pathOf(key.name()),
          Quoted.text(arn),
          "one in the environment's account and in " + region);
    }
    return arn;
  }

  private List<String> blocked() {
    var blocked = countries(Edge.BLOCK_COUNTRIES);
    if (at.at(Edge.ALLOW_COUNTRIES) != null && at.at(Edge.BLOCK_COUNTRIES) != null) {
      complaints.addGot(
          at.lineOf(Edge.BLOCK_COUNTRIES),
          at.pathOf("blockCountries"),
          "a list beside allowCountries",
          "one of the two: whatever is not allowed is blocked");
    }
    return blocked;
  }

  private List<String> countries(Key<Void> key) {
    return at.list(key, Rule.COUNTRY);
  }

  private static @Nullable String text(@Nullable Yaml written) {
    return written instanceof Yaml.Scalar scalar ? scalar.text() : null;
  }
}
