package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// To which addresses names may lead.
class PinnedNamesTest {

  @Test
  void oneAddressOfTheAnswerIsCalled() throws Exception {
    var names = new PinnedNames(_ -> addresses("93.184.215.14", "93.184.215.15"), false);

    assertThat(names.resolve("example.com")).containsExactly(addresses("93.184.215.14"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.20.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:10.0.0.1"
      })
  void oneAddressThatIsNotPublicSpoilsAllOfThem(String inside) {
    var names = new PinnedNames(_ -> addresses("93.184.215.14", inside), false);

    assertThatThrownBy(() -> names.resolve("example.com"))
        .isInstanceOf(PinnedNames.NotPublic.class);
  }

  @Test
  void anAnswerThatChangesIsCheckedEachTime() throws Exception {
    var asked = new AtomicInteger();
    var names =
        new PinnedNames(
            _ ->
                asked.incrementAndGet() == 1
                    ? addresses("93.184.215.14")
                    : addresses("169.254.169.254"),
            false);

    assertThat(names.resolve("rebinding.example")).containsExactly(addresses("93.184.215.14"));
    assertThat(asked).hasValue(1);
    assertThatThrownBy(() -> names.resolve("rebinding.example"))
        .isInstanceOf(PinnedNames.NotPublic.class);
  }

  @Test
  void aNameWithoutAddressLeadsNowhere() {
    var names = new PinnedNames(_ -> new InetAddress[0], false);

    assertThatThrownBy(() -> names.resolve("nobody.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void aLocalCellCallsItsMachineAndNoOther() throws Exception {
    var names = new PinnedNames(host -> addresses(host), true);

    assertThat(names.resolve("127.0.0.1")).containsExactly(addresses("127.0.0.1"));
    assertThatThrownBy(() -> names.resolve("192.168.0.1"))
        .isInstanceOf(PinnedNames.NotPublic.class);
    assertThatThrownBy(() -> names.resolve("169.254.169.254"))
        .isInstanceOf(PinnedNames.NotPublic.class);
  }

  private static InetAddress[] addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }
}
