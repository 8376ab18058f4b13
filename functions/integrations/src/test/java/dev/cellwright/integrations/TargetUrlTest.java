package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which URLs a webhook may have, in every spelling that somebody thought of.
class TargetUrlTest {
  private final TargetUrl deployed = new TargetUrl(false);
  private final TargetUrl local = new TargetUrl(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://hooks.example.com/in?key=a%20b&x=1",
        "https://EXAMPLE.com:443/",
        "https://example.com:8443/in",
        "https://example.com:1024/in",
        "https://xn--mller-kva.example/in",
        "https://93.184.215.14/in",
        "https://[2606:4700:4700::1111]/in"
      })
  void whatLeadsToTheInternetIsTaken(String url) {
    assertThat(deployed.problem(url)).isNull();
    assertThat(local.problem(url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No web address at all, or one that readers read differently.
        "",
        "example.com",
        "//example.com/x",
        "https:example.com",
        "https:///x",
        "https://",
        "ftp://example.com",
        "file:///etc/passwd",
        "gopher://example.com",
        "jar:https://example.com!/",
        "javascript:alert(1)",
        "https://exa mple.com",
        "https://example.com\\@10.0.0.1/",
        "https://example.com\r\nX: y",
        "https://example.com/\u0000",
        "https://ex\u00e4mple.com/",
        "https://example.com/<x>",
        "https://user@example.com/",
        "https://user:pw@example.com/",
        "https://example.com@10.0.0.1/",
        "https://example.com#@10.0.0.1",
        "https://example.com/#x",
        // Ports of other services.
        "https://example.com:22/",
        "https://example.com:25/",
        "https://example.com:80/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:-1/",
        // Names that are nobody's, or only inside.
        "https://intranet/",
        "https://example.com./",
        "https://foo.local/",
        "https://db.internal/",
        "https://metadata.google.internal/",
        "https://a.localdomain/",
        "https://printer.home.arpa/",
        "https://x.onion/",
        "https://a..example.com/",
        "https://-a.example.com/",
        "https://a_b.example.com/",
        // Private, loopback, link-local, shared, test, multicast, reserved: IPv4.
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://169.254.170.2/v2/credentials",
        "https://100.64.0.1/",
        "https://100.127.255.254/",
        "https://0.0.0.0/",
        "https://0.1.2.3/",
        "https://192.0.0.1/",
        "https://192.0.2.1/",
        "https://198.18.0.1/",
        "https://198.51.100.1/",
        "https://203.0.113.1/",
        "https://192.88.99.1/",
        "https://224.0.0.1/",
        "https://239.255.255.255/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        // The same in other spellings: decimal, octal, hexadecimal, short, padded, too large.
        "https://2130706433/",
        "https://3232235777/",
        "https://0177.0.0.1/",
        "https://0x7f.0.0.1/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://127.1/",
        "https://127.0.1/",
        "https://10.1/",
        "https://127.0.0.01/",
        "https://010.0.0.1/",
        "https://169.254.43518/",
        "https://256.256.256.256/",
        "https://1.2.3.4.5/",
        "https://127.0.0.1./",
        "https://\u2460\u2461\u2466.0.0.1/",
        "https://%31%32%37.0.0.1/",
        // IPv6: unspecified, unique local, link-local, mapped, compatible, NAT64, 6to4, Teredo,
        // documentation.
        "https://[::]/",
        "https://[fc00::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[::10.0.0.1]/",
        "https://[64:ff9b::10.0.0.1]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[64:ff9b:1::1]/",
        "https://[2002:a00:1::]/",
        "https://[2002:a9fe:a9fe::1]/",
        "https://[2001::1]/",
        "https://[2001:db8::1]/",
        "https://[3fff::1]/",
        "https://[100::1]/",
        "https://[5f00::1]/",
        "https://[::ffff:0:10.0.0.1]/",
        "https://[v1.fe80::a]/",
        "https://[12345::1]/"
      })
  void whatLeadsElsewhereIsRefusedEvenByALocalCell(String url) {
    assertThat(deployed.problem(url)).as(url).isNotNull();
    assertThat(local.problem(url)).as(url).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9000/in",
        "http://localhost:9000/in",
        "http://[::1]:9000/in",
        "https://127.0.0.1:9000/in",
        "http://127.255.255.254:9000/"
      })
  void onlyALocalCellCallsItsOwnMachine(String url) {
    assertThat(local.problem(url)).as(url).isNull();
    assertThat(deployed.problem(url)).as(url).isNotNull();
  }

  @Test
  void plainHttpIsForLocalCells() {
    assertThat(deployed.problem("http://example.com/")).isEqualTo("must begin with https://");
    assertThat(local.problem("http://example.com/")).isNull();
  }

  @Test
  void aThousandCharactersAreEnough() {
    assertThat(deployed.problem("https://example.com/" + "a".repeat(980))).isNull();
    assertThat(deployed.problem("https://example.com/" + "a".repeat(981))).isNotNull();
  }
}
