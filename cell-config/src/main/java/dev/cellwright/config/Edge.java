package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands between the internet and a cell that has a domain.
///
/// @param hostedZone the Route 53 zone of the domain, in the account of the environment; in it
///   records and certificates are made. Null where somebody else keeps the zone
/// @param certificate of the domain, in us-east-1; null where it is made
/// @param originCertificate of the names behind the domain, in the region; null where it is made
/// @param tls the least version that clients may speak
/// @param allowCountries the only ones that are served; empty where there is no such list
/// @param blockCountries those that are not served
/// @param botControl whether requests of known bots are refused
/// @param shield whether the account's Shield Advanced protects the domain
/// @param originSecret which secret shows the API that a request came through the edge
public record Edge(
    @Nullable String hostedZone,
    @Nullable String certificate,
    @Nullable String originCertificate,
    Tls tls,
    List<String> allowCountries,
    List<String> blockCountries,
    boolean botControl,
    boolean shield,
    int originSecret) {

  /// A version of the protocol.
  public enum Tls {
    V1_2,
    V1_3
  }

  static final Key<String> HOSTED_ZONE =
      Key.optional(
          "hostedZone",
          Rule.HOSTED_ZONE,
          null,
          "both certificates have to be named",
          "The Route 53 zone of the `domain`, in the same account: records and certificates are made"
              + " in it.");
  static final Key<String> CERTIFICATE =
      Key.optional(
          "certificate",
          Rule.CERTIFICATE,
          null,
          "made in the `hostedZone`",
          "The certificate of the `domain`. In us-east-1.");
  static final Key<String> ORIGIN_CERTIFICATE =
      Key.optional(
          "originCertificate",
          Rule.CERTIFICATE,
          null,
          "made in the `hostedZone`",
          "The certificate of `origin.`, `sockets.` and `services.` the `domain`. In the region.");
  static final Key<Tls> TLS =
      Key.optional("tls", Rule.TLS, Tls.V1_3, "1.3", "The least version of TLS for clients.");
  static final Key<Void> ALLOW_COUNTRIES =
      Key.section(
          "allowCountries",
          "a list of ISO 3166 country codes such as DE",
          "all",
          "The only countries that are served; not together with `blockCountries`.");
  static final Key<Void> BLOCK_COUNTRIES =
      Key.section(
          "blockCountries",
          "a list of ISO 3166 country codes such as DE",
          "none",
          "Countries that are not served.");
  static final Key<Boolean> BOT_CONTROL =
      Key.optional(
          "botControl",
          Rule.SWITCH,
          false,
          "false",
          "Whether AWS's bot control looks at requests. It costs by the request.");
  static final Key<Boolean> SHIELD =
      Key.optional(
          "shield",
          Rule.SWITCH,
          false,
          "false",
          "Whether Shield Advanced protects the `domain`; the account must be subscribed to it.");
  static final Key<Long> ORIGIN_SECRET =
      Key.optional(
          "originSecret",
          Rule.whole(1, 9999),
          1L,
          "1",
          "The number of the secret between edge and API; one more makes a new one.");

  static final List<Key<?>> KEYS =
      List.of(
          HOSTED_ZONE,
          CERTIFICATE,
          ORIGIN_CERTIFICATE,
          TLS,
          ALLOW_COUNTRIES,
          BLOCK_COUNTRIES,
          BOT_CONTROL,
          SHIELD,
          ORIGIN_SECRET);
}
