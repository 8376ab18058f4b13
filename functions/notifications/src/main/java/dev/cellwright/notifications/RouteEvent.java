package dev.cellwright.notifications;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Outcome;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.event.Event;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells of an event whom it concerns: a read finds them and how they want to be told, a command
/// tells those who may hear it. A large audience is told in parts, each by an event of its own.
final class RouteEvent {
  private static final int AT_ONCE = 100;

  /// Of a person who is no member any more.
  private static final String LEFT = "foreign:notifications_member";

  private final Database database;
  private final ToldEvents toldEvents;
  private final InstantSource clock;
  private final Ids ids;

  RouteEvent(Kernel kernel) {
    database = kernel.database();
    clock = kernel.clock();
    ids = kernel.ids();
    toldEvents = new ToldEvents(database, clock);
  }

  /// An event that is about no organization, such as a log-in, concerns the one that its data
  /// names.
  void route(Event event) {
    if (!toldEvents.mayConcern(event)) {
      return;
    }
    var happening = Happening.of(event);
    if (event.organization() != null) {
      tell(happening);
      return;
    }
    var organization = event.data(OfPerson.class).organizationId();
    if (organization != null) {
      RequestScope.current()
          .inOrganization(organization)
          .call(() -> {
            tell(happening);
            return true;
          });
    }
  }

  /// @param organizationId in which a person is told of what concerns themselves
  private record OfPerson(@Nullable UUID organizationId) {}

  /// Whoever leaves the organization meanwhile is told nothing: nothing of it was kept, and all is
  /// done again without them.
  void tell(Happening happening) {
    var outcome = told(happening);
    for (int left = 1;
        left <= AT_ONCE && outcome != null && LEFT.equals(outcome.ending());
        left++) {
      outcome = told(happening);
    }
    if (outcome != null && outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }

  /// @return null where nobody is to be told
  private @Nullable Outcome told(Happening happening) {
    var people = database.all(RoutingStore.AUDIENCE, RoutingStore.audience(happening, AT_ONCE));
    if (people.isEmpty()) {
      return null;
    }
    var steps = new ArrayList<Step>();
    var plan = TellingPlan.of(happening, people, clock.instant(), ids);
    if (!plan.isEmpty()) {
      steps.add(RoutingStore.tell(happening.eventId(), plan));
    }
    if (people.size() == AT_ONCE) {
      steps.add(
          RoutingStore.goOn(happening.eventId(), happening.restBehind(people.getLast().userId())));
    }
    return steps.isEmpty() ? null : database.run(new Command(steps));
  }
}
