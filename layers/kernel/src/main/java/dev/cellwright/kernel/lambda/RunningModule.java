package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.CellModule;
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
import dev.cellwright.kernel.data.RateLeases;
import dev.cellwright.kernel.http.Api;
import dev.cellwright.kernel.mail.Mailer;
import dev.cellwright.kernel.observe.Health;
import dev.cellwright.kernel.observe.RequestLog;
import dev.cellwright.kernel.observe.RequestMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A module wired to its cell: the one place where the kernel's parts are put together.
public record RunningModule(Kernel kernel, Api api) {
  /// How long a rotated context key may go unnoticed; the database honours the one before it
  /// meanwhile.
  private static final Duration CONTEXT_KEY_LIFE = Duration.ofMinutes(5);

  /// Wires a module from its function's environment.
  public static RunningModule start(
      CellModule module, Environment environment, InstantSource clock) {
    var aws = new Aws(environment);
    var kms = aws.kms();
    var tokenKeyArn = environment.require("TOKEN_KEY_ARN");
    var publicKey = new TokenKeys(kms, tokenKeyArn);
    var accessTokens =
        new AccessTokens(
            publicKey,
            environment.require("TOKEN_ISSUER"),
            environment.require("TOKEN_AUDIENCE"),
            clock);
    var contextKey =
        new Remembered<>(
            CONTEXT_KEY_LIFE,
            new ContextKeySecret(
                aws.secretsManager(), environment.require("CONTEXT_KEY_SECRET_ARN")));
    var dataApi =
        new DataApi(
            aws.rdsData(),
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
            new Database(dataApi, new ContextTokens(contextKey), rates, new CursorSeal(contextKey)),
            dataApi,
            clock,
            new Ids(clock),
            accessTokens,
            new TokenSigner(kms, tokenKeyArn, publicKey, accessTokens, clock),
            new Mailer(aws.ses(), environment.require("MAIL_FROM")),
            aws);
    var service = environment.require("POWERTOOLS_SERVICE_NAME");
    var log =
        new RequestLog(
            service,
            new RequestMetrics(environment.require("POWERTOOLS_METRICS_NAMESPACE"), service));
    var endpoints = new ArrayList<>(module.start(kernel));
    endpoints.addAll(Health.endpoints("/health/" + module.declaration().name(), dataApi, clock));
    return new RunningModule(kernel, new Api(endpoints, accessTokens, clock, rates, log));
  }
}
