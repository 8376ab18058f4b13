package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.Api;
import dev.cellwright.kernel.observe.Health;
import dev.cellwright.kernel.observe.RequestLog;
import dev.cellwright.kernel.observe.RequestMetrics;
import dev.cellwright.kernel.observe.TenantClasses;
import java.time.InstantSource;
import java.util.ArrayList;

/// A module's routes, wired to its cell.
public record RunningModule(Kernel kernel, Api api) {

  /// Wires a module from its function's environment.
  public static RunningModule start(
      CellModule module, Environment environment, InstantSource clock) {
    var wired = WiredKernel.of(environment, clock);
    var kernel = wired.kernel();
    var service = environment.require("POWERTOOLS_SERVICE_NAME");
    var log =
        new RequestLog(
            service,
            new RequestMetrics(environment.require("POWERTOOLS_METRICS_NAMESPACE"), service),
            TenantClasses.of(environment));
    var endpoints = new ArrayList<>(module.start(kernel));
    endpoints.addAll(
        Health.endpoints("/health/" + module.declaration().name(), kernel.dataApi(), clock));
    return new RunningModule(
        kernel, new Api(endpoints, kernel.accessTokens(), clock, wired.rates(), log));
  }
}
