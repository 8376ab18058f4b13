package dev.cellwright.kernel.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where anybody listens, as a look into the database found it; so that a flood of events costs a
/// look now and then, and not one each.
///
/// Where nobody did, all that happened before the look is nobody's to hear; what happened later is
/// looked at again. Where somebody did, it isn't asked again for what happened within the next half
/// minute.
public final class Listening {
  private static final Duration STILL = Duration.ofSeconds(30);
  private static final int MOST_ORGANIZATIONS = 10_000;

  /// What a look found.
  ///
  /// @param asOf when the look began, by the clock that events have their time of
  public record Look(boolean anybody, Instant asOf) {

    /// Whether it answers for what happened at a time.
    boolean covers(Instant time) {
      return time.isBefore(anybody ? asOf.plus(STILL) : asOf);
    }
  }

  private final Map<UUID, Look> looks =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Look> eldest) {
          return size() > MOST_ORGANIZATIONS;
        }
      };

  /// Whether anybody listens to an event of some organization.
  ///
  /// @param look asks the database, in the event's organization
  public boolean anybody(Event event, Supplier<Look> look) {
    var organization = event.organizationOfEvent();
    var known = known(organization);
    if (known != null && known.covers(event.time())) {
      return known.anybody();
    }
    var seen = look.get();
    keep(organization, seen);
    return seen.anybody();
  }

  private synchronized @Nullable Look known(UUID organization) {
    return looks.get(organization);
  }

  private synchronized void keep(UUID organization, Look seen) {
    looks.put(organization, seen);
  }
}
