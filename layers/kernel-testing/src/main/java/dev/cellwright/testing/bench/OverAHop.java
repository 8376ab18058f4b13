package dev.cellwright.testing.bench;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.testing.bench.Figure.Bound;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// Times a list through the Data API that is 8 ms away, with all that the kernel does about it,
/// against one hand-written call.
record OverAHop(Tenants tenants) {
  private static final long HOP_NANOS = Duration.ofMillis(8).toNanos();
  private static final int ROUNDS = 20;
  private static final double MOST = 1.1;

  /// Every call takes the hop's time longer.
  private record Distant(RdsDataClient near) implements RdsDataClient {
    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
      for (long end = System.nanoTime() + HOP_NANOS, left = HOP_NANOS;
          left > 0;
          left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return near.executeStatement(request);
    }

    @Override
    public String serviceName() {
      return near.serviceName();
    }

    @Override
    public void close() {
      near.close();
    }
  }

  List<Figure> figures() throws SQLException {
    var environment = tenants.cell().environmentOf("tasks");
    try (var client = new Distant(new Aws(Environment.handedIn(environment)).rdsData())) {
      var kernel =
          new KernelCalls(
              tenants.cell().contexts().key(), TaskLists.ROUTE, Tenants.principal(tenants.small()));
      var byHand = byHand(environment);
      var duel =
          Duel.of(
              () -> each(() -> kernel.page(client, environment, TaskLists.PLAIN, Map.of()).rows()),
              () -> each(() -> client.executeStatement(byHand).records()));
      return List.of(
          Figure.of("list of 25 through the Data API, 8 ms away", 0, duel.ours(), null),
          Figure.of("  one call by hand", 0, duel.baseline(), null),
          Figure.ratio("  against by hand", 0, duel.ratio(), Bound.atMost(MOST)));
    }
  }

  private static List<Double> each(Supplier<List<?>> list) {
    var timings = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      var started = System.nanoTime();
      var rows = list.get().size();
      timings.add((System.nanoTime() - started) / 1_000_000.0);
      if (rows < 25) {
        throw new IllegalStateException("the list has " + rows + " rows");
      }
    }
    return timings;
  }

  /// As a role that no policy binds, so that nothing but the list is asked.
  private ExecuteStatementRequest byHand(Map<String, String> environment) {
    return ExecuteStatementRequest.builder()
        .resourceArn(Objects.requireNonNull(environment.get("DATABASE_ARN")))
        .database(environment.get("DATABASE_NAME"))
        .secretArn(
            tenants
                .cell()
                .hostedSecret(
                    "bench/by-hand",
                    "{\"username\": \"bench_by_hand\", \"password\": \"by hand\"}"))
        .sql(TaskLists.BY_HAND.formatted("", "").replace("$1::uuid", "cast(:org as uuid)"))
        .parameters(
            SqlParameter.builder()
                .name("org")
                .value(Field.fromStringValue(tenants.small().organization().toString()))
                .build())
        .build();
  }
}
