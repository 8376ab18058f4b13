package dev.cellwright.localcell.events;

import dev.cellwright.localcell.aws.ServiceEvent;
import dev.cellwright.localcell.aws.ServiceEvents;
import java.sql.SQLException;
import java.util.List;

/// The account's default bus, as AWS's own services tell it what happened.
///
/// What can't be told is an error in the log: the service has done its work by then.
public record DefaultBus(Buses buses) implements ServiceEvents {
  private static final System.Logger LOG = System.getLogger(DefaultBus.class.getName());

  @Override
  public void put(ServiceEvent event) {
    var entry =
        new EventEntry(
            "default",
            event.source(),
            event.detailType(),
            event.detail().toString(),
            event.resources(),
            event.at(),
            null);
    try {
      buses.publish(List.of(entry.event(buses.place(), event.at(), event.detail(), null)));
    } catch (SQLException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR, "not told: " + event.source() + " " + event.detailType(), e);
    }
  }
}
