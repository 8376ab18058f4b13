package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RdsAuthoritiesTest {

  @Test
  void eachIsAnAuthorityOfRdsThatSignedItself() throws Exception {
    for (var authority : authorities()) {
      var name = authority.getSubjectX500Principal().getName();

      assertThat(name)
          .containsPattern("CN=Amazon RDS [a-z]+-[a-z]+-[0-9] Root CA RSA2048 G1")
          .contains("O=Amazon Web Services\\, Inc.");
      authority.verify(authority.getPublicKey());
      assertThat(authority.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
      assertThat(authority.getBasicConstraints()).as(name).isNotNegative();
      assertThat(((RSAPublicKey) authority.getPublicKey()).getModulus().bitLength())
          .isEqualTo(2048);
      assertThat(authority.getNotAfter().toInstant())
          .as(name)
          .isAfter(Instant.parse("2060-01-01T00:00:00Z"));
    }
  }

  @Test
  void noneStandsThereTwiceAndTheUsualRegionsAreThere() throws Exception {
    var names =
        authorities().stream()
            .map(authority -> authority.getSubjectX500Principal().getName())
            .toList();

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    for (var region :
        List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-south-1")) {
      assertThat(names).as(region).anyMatch(name -> name.contains("RDS " + region + " Root"));
    }
  }

  @Test
  void aConnectionTrustsThemAndNobodyElseUnlessAFileIsNamed() throws Exception {
    var environment =
        Map.of(
            "DATABASE_HOST", "cell.example",
            "DATABASE_PORT", "5433",
            "DATABASE_NAME", "cell",
            "DATABASE_USER", "cw_migrator");

    var usual = MigratorConnections.of(Environment.handedIn(environment), () -> "token");
    var named = new java.util.HashMap<>(environment);
    named.put("DATABASE_CA", "/var/task/own.pem");

    assertThat(Files.readString(Path.of(String.valueOf(usual.getSslRootCert()))))
        .isEqualTo(Resources.text(RdsAuthorities.RESOURCE));
    assertThat(usual.getSslMode()).isEqualTo("verify-full");
    assertThat(MigratorConnections.of(Environment.handedIn(named), () -> "token").getSslRootCert())
        .isEqualTo("/var/task/own.pem");
  }

  private static List<X509Certificate> authorities() throws Exception {
    try (var pem = Files.newInputStream(Path.of(RdsAuthorities.file()))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
