package dev.cellwright.migrations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings the schemas of the core and of the cell's modules up to date, then the permission model
/// and what the modules declare.
///
/// It runs before the code that needs them, and with the property `phase` set to `drop` after the
/// code that no longer needs what is dropped. It logs in as the migrator and makes everything as
/// the owner. `CELL_MODULES` is the order: a module stands behind those it depends on. The core
/// comes first.
///
/// Its other event is the cell's operator's: it appoints a super admin, see [Appointment].
public final class Migrate implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CustomResource RESOURCE = new CustomResource("database-migrations");
  private static final CustomResource DROPS = new CustomResource("database-drops");

  private final Environment environment;

  /// As AWS Lambda makes it.
  public Migrate() {
    this(Environment.ofProcess());
  }

  /// As a host makes it that runs many functions in one process. No clock is read here.
  public Migrate(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment));
  }

  private Migrate(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = input.readAllBytes();
    var appointment = Appointment.asked(event);
    if (appointment != null) {
      appointment.make(MigratorConnections.of(environment), output);
    } else if (isDrop(event)) {
      DROPS.answer(new ByteArrayInputStream(event), output, this::drop);
    } else {
      RESOURCE.answer(new ByteArrayInputStream(event), output, this::run);
    }
  }

  /// Answers the version at which each history stands; a module without tables has none.
  private Map<String, String> run() {
    var database = MigratorConnections.of(environment);
    var versions = new LinkedHashMap<String, String>();
    for (var history : histories()) {
      var version = ModuleHistory.of(history, database).migrate();
      if (version != null) {
        versions.put(history, version);
      }
    }
    if (!versions.containsKey(ModuleHistory.CORE)) {
      throw new IllegalStateException("the core's migrations are not on the class path");
    }
    new PermissionModel(environment, database).install();
    Declarations.of(histories(), database).register();
    Notices.of(histories(), database).install();
    MailTemplates.of(histories(), database).install();
    return versions;
  }

  /// @throws IllegalArgumentException for a phase that there is not
  private static boolean isDrop(byte[] event) throws IOException {
    return switch (JSON.readTree(event).at("/ResourceProperties/phase").asText("")) {
      case "" -> false;
      case "drop" -> true;
      case String other -> throw new IllegalArgumentException("no phase: " + other);
    };
  }

  /// Answers the version at which the drops of each module stand that has any.
  private Map<String, String> drop() {
    var database = MigratorConnections.of(environment);
    var versions = new LinkedHashMap<String, String>();
    for (var module : histories()) {
      var version = ModuleHistory.ofDrops(module, database).migrate();
      if (version != null) {
        versions.put(module, version);
      }
    }
    return versions;
  }

  private List<String> histories() {
    var histories = new ArrayList<String>();
    histories.add(ModuleHistory.CORE);
    histories.addAll(List.of(environment.require("CELL_MODULES").split(",")));
    return histories;
  }
}
