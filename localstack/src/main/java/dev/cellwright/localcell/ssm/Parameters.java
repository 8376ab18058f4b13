package dev.cellwright.localcell.ssm;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The Parameter Store: names with a value and a version.
public final class Parameters {
  private final Place place;
  private final InstantSource clock;
  private final ParameterStore store;
  private final Map<String, Parameter> parameters = new ConcurrentSkipListMap<>();

  public Parameters(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new ParameterStore(database);
    store.open();
    store.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
  }

  /// Writes a parameter of type `String`, `StringList` or `SecureString`; the same value keeps its
  /// version.
  public synchronized void put(String name, String type, String value) throws SQLException {
    var existing = parameters.get(name);
    if (existing == null || !existing.type().equals(type) || !existing.value().equals(value)) {
      write(name, type, value);
    }
  }

  /// Writes a parameter and counts its version up.
  synchronized Parameter write(String name, String type, String value) throws SQLException {
    var existing = parameters.get(name);
    var version = existing == null ? 1 : existing.version() + 1;
    var parameter = new Parameter(name, type, value, version, clock.instant());
    store.write(parameter);
    parameters.put(name, parameter);
    return parameter;
  }

  /// The value, for the host itself; null when there is none.
  public @Nullable String value(String name) {
    var parameter = parameters.get(name);
    return parameter == null ? null : parameter.value();
  }

  /// The front end of these parameters.
  public AwsService service() {
    return new ParameterOperations(this).service();
  }

  @Nullable Parameter find(String name) {
    return parameters.get(name);
  }

  /// The parameters below a path in the order of their names: its children, or all descendants.
  List<Parameter> below(String path, boolean recursive) {
    var prefix = path.endsWith("/") ? path : path + "/";
    return parameters.values().stream()
        .filter(parameter -> parameter.name().startsWith(prefix))
        .filter(parameter -> recursive || parameter.name().indexOf('/', prefix.length()) < 0)
        .toList();
  }

  /// A name with or without a leading slash has one slash in its ARN.
  String arn(String name) {
    return place.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }
}
