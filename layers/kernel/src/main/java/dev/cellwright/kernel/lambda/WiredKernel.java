package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.auth.ContextKeySecret;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.auth.Remembered;
import dev.cellwright.kernel.auth.TokenKeys;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.CursorSeal;
import dev.cellwright.kernel.data.DataApi;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Nudge;
import dev.cellwright.kernel.data.RateLeases;
import dev.cellwright.kernel.mail.Mailer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.crac.Core;

/// The kernel of a function, made from its environment: the one place where its parts are put
/// together.
record WiredKernel(Kernel kernel, RateLeases rates) {
  /// How long a rotated context key may go unnoticed; the database honours the one before it for
  /// three times as long.
  private static final Duration CONTEXT_KEY_LIFE = Duration.ofMinutes(5);

  static WiredKernel of(Environment environment, InstantSource clock) {
    var aws = new Aws(environment);
    // For its hooks around a snapshot.
    Core.getGlobalContext().register(aws);
    var kms = aws.later(aws::kms);
    var tokenKeys = new TokenKeys(kms, environment.require("TOKEN_KEY_ALIAS"), clock);
    var accessTokens =
        new AccessTokens(
            tokenKeys,
            environment.require("TOKEN_ISSUER"),
            environment.require("TOKEN_AUDIENCE"),
            clock);
    var contextKey =
        new Remembered<>(
            CONTEXT_KEY_LIFE,
            clock,
            new ContextKeySecret(
                aws.later(aws::secretsManager), environment.require("CONTEXT_KEY_SECRET_ARN")));
    var dataApi =
        new DataApi(
            aws.later(aws::rdsData),
            environment.require("DATABASE_ARN"),
            environment.require("DATABASE_SECRET_ARN"),
            environment.require("DATABASE_NAME"));
    var cell =
        new CellInfo(
            environment.require("CELL_PRODUCT"),
            environment.require("CELL_ENVIRONMENT"),
            List.of(environment.require("CELL_MODULES").split(",")));
    var rates = new RateLeases(environment.require("CELL_RATES"));
    var kernel =
        new Kernel(
            cell,
            environment,
            Features.of(environment.require("CELL_FEATURES")),
            new Database(
                dataApi,
                new ContextTokens(contextKey),
                rates,
                new CursorSeal(contextKey),
                Nudge.of(environment, aws)),
            dataApi,
            clock,
            new Ids(clock),
            accessTokens,
            new TokenSigner(kms, tokenKeys, accessTokens, clock),
            new Mailer(
                aws.later(aws::ses),
                environment.require("MAIL_FROM"),
                environment.find("MAIL_CONFIGURATION_SET")),
            aws);
    return new WiredKernel(kernel, rates);
  }
}
