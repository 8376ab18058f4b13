package dev.cellwright.kernel;

import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.DataApi;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.mail.Mailer;
import java.time.InstantSource;

/// What a running module is given.
///
/// @param dataApi the database without a request's scope; only for health checks
/// @param clock the cell's clock: business time comes from here and from nowhere else
/// @param accessTokens verifies access tokens, and publishes their key
/// @param tokenSigner signs access tokens; only functions that declare [CellResource#TOKEN_SIGNING]
///   are allowed to
/// @param mailer sends mail; only functions that declare [CellResource#EMAIL] are allowed to
/// @param aws makes clients of what else the module declares that it uses
public record Kernel(
    CellInfo cell,
    Environment environment,
    Features features,
    Database database,
    DataApi dataApi,
    InstantSource clock,
    Ids ids,
    AccessTokens accessTokens,
    TokenSigner tokenSigner,
    Mailer mailer,
    Aws aws) {

  /// Where the cell is reached, for links that people are sent: its domain, or without one the
  /// address at which the gateway was asked. It ends without a slash.
  public String address(Request request) {
    var domain = environment.find("CELL_URL");
    return domain == null ? request.gatewayAddress() : domain;
  }
}
