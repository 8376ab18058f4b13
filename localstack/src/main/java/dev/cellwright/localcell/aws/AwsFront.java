package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.dataapi.DataApi;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.secrets.Secrets;
import dev.cellwright.localcell.ssm.Parameters;
import java.net.URI;
import java.time.InstantSource;

/// The AWS services of the cell behind one address on 127.0.0.1.
public final class AwsFront implements AutoCloseable {

  /// What the front needs. `clock` is the cell's clock, which can be moved; signatures go by the real one.
  public record Settings(
      String region,
      String account,
      LocalPostgres postgres,
      Callers callers,
      CallLog calls,
      Faults faults,
      InstantSource clock,
      DataApiLimits dataApi) {

    public Settings(
        String region,
        String account,
        LocalPostgres postgres,
        Callers callers,
        CallLog calls,
        Faults faults,
        InstantSource clock) {
      this(region, account, postgres, callers, calls, faults, clock, DataApiLimits.AWS);
    }
  }

  private AwsFront() {}

  /// Opens what was kept in the PostgreSQL and listens on a free port.
  public static AwsFront start(Settings settings) {
    throw new UnsupportedOperationException();
  }

  /// The address for `AWS_ENDPOINT_URL_*` of every service.
  public URI endpoint() {
    throw new UnsupportedOperationException();
  }

  public Secrets secrets() {
    throw new UnsupportedOperationException();
  }

  public Keys keys() {
    throw new UnsupportedOperationException();
  }

  public Parameters parameters() {
    throw new UnsupportedOperationException();
  }

  public DataApi dataApi() {
    throw new UnsupportedOperationException();
  }

  /// Adds a further service under its name.
  public void add(AwsService service) {
    throw new UnsupportedOperationException();
  }

  /// Stops listening and closes the connections to the PostgreSQL, which goes on running.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
