package dev.cellwright.migrations;

import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/// Tells the trail which migration is at work: it stands there as `migration:<module>/<version>`.
record MigrationActor(String module) implements Callback {

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (var statement =
        context.getConnection().prepareStatement("select set_config('cw.migration', ?, false)")) {
      statement.setString(1, module + "/" + context.getMigrationInfo().getVersion().getVersion());
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("the trail can't be told which migration runs", e);
    }
  }

  @Override
  public String getCallbackName() {
    return "actor of " + module;
  }
}
