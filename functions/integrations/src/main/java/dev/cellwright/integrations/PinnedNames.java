package dev.cellwright.integrations;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves a host once for each connection, and lets it be made only if every address of the
/// answer is public, and only to one of that very answer: between checking and calling there is no
/// second question that could be answered differently.
final class PinnedNames implements DnsResolver {

  /// Whoever knows what names mean.
  @FunctionalInterface
  interface Directory {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /// A host that leads, or may lead, into a network that isn't public.
  static final class NotPublic extends UnknownHostException {
    private static final long serialVersionUID = 1;

    NotPublic() {
      super("leads to an address that is not public");
    }
  }

  private final Directory directory;
  private final boolean loopback;

  /// @param loopback whether this machine is allowed too; only in a local cell
  PinnedNames(Directory directory, boolean loopback) {
    this.directory = directory;
    this.loopback = loopback;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = directory.addresses(host);
    if (addresses.length == 0) {
      throw new UnknownHostException("no address");
    }
    if (!Arrays.stream(addresses).allMatch(this::isAllowed)) {
      throw new NotPublic();
    }
    return new InetAddress[] {addresses[0]};
  }

  private boolean isAllowed(InetAddress address) {
    return PublicAddress.isPublic(address) || (loopback && address.isLoopbackAddress());
  }

  /// Not asked for: the name on the certificate is the one in the URL.
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
