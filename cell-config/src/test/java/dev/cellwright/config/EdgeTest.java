package dev.cellwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeTest {
  private static final String ZONE = "hostedZone: Z0123456789ABCDEFGHIJ";
  private static final String ID = "certificate/0a1b2c3d-0000-1111-2222-333344445555";
  private static final String OURS = "arn:aws:acm:us-east-1:111111111111:" + ID;
  private static final String REGIONAL = "arn:aws:acm:eu-central-1:111111111111:" + ID;

  @TempDir private Path folder;

  @Test
  void withAZoneNothingElseHasToBeSaid() throws IOException {
    var edge = Objects.requireNonNull(edge("domain: api.acme.example", "edge: {" + ZONE + "}"));

    assertThat(edge.tls()).isEqualTo(Edge.Tls.V1_3);
    assertThat(edge.allowCountries()).isEmpty();
    assertThat(edge.blockCountries()).isEmpty();
    assertThat(edge.botControl()).isFalse();
    assertThat(edge.shield()).isFalse();
    assertThat(edge.originSecret()).isEqualTo(1);
  }

  @Test
  void withoutAZoneBothCertificatesAreNamed() throws IOException {
    var named =
        edge(
            "domain: api.acme.example",
            "edge: {certificate: \"" + OURS + "\", originCertificate: \"" + REGIONAL + "\"}");

    assertThat(named)
        .extracting(Edge::certificate, Edge::originCertificate)
        .containsExactly(OURS, REGIONAL);
    assertThat(complaints("domain: api.acme.example", "edge: {tls: 1.2}"))
        .contains("edge.certificate: got nothing", "edge.originCertificate: got nothing")
        .contains("without a hostedZone nobody can make one");
  }

  @Test
  void withoutADomainThereIsNoEdgeAndWithOneThereIs() throws IOException {
    assertThat(edge("schedules: true", "queueConcurrency: 2")).isNull();
    assertThat(complaints("schedules: true", "edge: {" + ZONE + "}"))
        .contains("edge: got an edge without a domain");
    assertThat(complaints("domain: api.acme.example", "schedules: true"))
        .contains("environments.dev.edge: got nothing beside a domain");
  }

  @Test
  void countriesAreSortedCodesAndNorwayIsNoFalse() throws IOException {
    var edge = edge("domain: a.example", "edge: {" + ZONE + ", allowCountries: [NO, DE, AT]}");

    assertThat(edge).extracting(Edge::allowCountries).asList().containsExactly("AT", "DE", "NO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blockCountries: [DE, UK]       | edge.blockCountries[1]: got \"UK\", allowed: the two capital letters",
        "blockCountries: [de]           | edge.blockCountries[0]: got \"de\"",
        "blockCountries: [de]           | did you mean DE?",
        "blockCountries: [DE, DE]       | edge.blockCountries[1]: got \"DE\" a second time",
        "blockCountries: DE             | edge.blockCountries: got \"DE\", allowed: a list",
        "blockCountries: [[DE]]         | edge.blockCountries[0]: got a list",
        "allowCountries: []             | edge.allowCountries: got an empty list",
        "allowCountries: [DE], blockCountries: [FR] | edge.blockCountries: got a list beside allowCountries",
        "tls: 1.1                       | edge.tls: got 1.1, allowed: 1.2 or 1.3",
        "shield: 1                      | edge.shield: got 1, allowed: true or false",
        "originSecret: 0                | edge.originSecret: got 0",
        "certificat: x                  | did you mean certificate?",
        "certificate: x                 | edge.certificate: got \"x\", allowed: the ARN of an ACM certificate",
        "certificate: 'arn:aws:acm:eu-central-1:111111111111:certificate/0a1b2c3d-0000-1111-2222-333344445555' | allowed: one in the environment's account and in us-east-1",
        "originCertificate: 'arn:aws:acm:eu-central-1:222222222222:certificate/0a1b2c3d-0000-1111-2222-333344445555' | allowed: one in the environment's account and in eu-central-1",
      })
  void aMistakeIsTold(String written, String told) {
    assertThat(complaints("domain: a.example", "edge: {" + ZONE + ", " + written + "}"))
        .contains(told);
  }

  @Test
  void aZoneIsTheIdOfOne() {
    assertThat(complaints("domain: a.example", "edge: {hostedZone: acme.example}"))
        .contains(
            "edge.hostedZone: got \"acme.example\", allowed: the id of a Route 53 hosted zone")
        .doesNotContain("originCertificate");
  }

  @Test
  void otherSystemsHaveADoorBelowTheDomain() throws IOException {
    var services =
        environment(
                "domain: a.example",
                "edge: {" + ZONE + "}",
                "services: {consumers: [harbour-books, erp], truststore: 's3://trust/ca.pem'}")
            .services();

    assertThat(services)
        .isEqualTo(
            new Services(List.of("erp", "harbour-books"), "s3://trust/ca.pem", 20, 40, 100_000));
    assertThat(environment("domain: a.example", "edge: {" + ZONE + "}").services()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services: {}                         | services.consumers: got nothing",
        "services: {consumers: [Erp]}         | services.consumers[0]: got \"Erp\"",
        "services: {consumers: [erp, erp]}    | services.consumers[1]: got \"erp\" a second time",
        "services: {consumers: [erp], truststore: https://trust/ca.pem} | services.truststore: got",
        "services: {consumers: [erp], requestsPerSecond: 0} | services.requestsPerSecond: got 0",
      })
  void aDoorWithAMistakeIsRefused(String written, String told) {
    assertThat(complaints("domain: a.example", "edge: {" + ZONE + "}", written)).contains(told);
    assertThat(complaints("schedules: true", written)).contains("services without a domain");
  }

  private @Nullable Edge edge(String... lines) throws IOException {
    return environment(lines).edge();
  }

  private Environment environment(String... lines) throws IOException {
    return Objects.requireNonNull(read(lines).environments().get(EnvironmentName.DEV));
  }

  private String complaints(String... lines) {
    var failure = catchThrowableOfType(InvalidConfig.class, () -> read(lines));
    assertThat(failure).as("a complaint").isNotNull();
    return failure.complaints().stream().map(Complaint::toString).collect(Collectors.joining("\n"));
  }

  private Product read(String... lines) throws IOException {
    var yaml =
        """
        name: acme
        environments:
          dev:
            account: "111111111111"
            region: eu-central-1
            database: {minCapacity: 0, maxCapacity: 2}
            retention: {logsDays: 14, backupsDays: 1}
        """;
    var more = new StringBuilder(yaml);
    for (var line : lines) {
      more.append("    ").append(line).append('\n');
    }
    Files.writeString(folder.resolve("acme.yaml"), more);
    return new ProductFiles(folder).read("acme", TestingCatalogue.catalogue());
  }
}
