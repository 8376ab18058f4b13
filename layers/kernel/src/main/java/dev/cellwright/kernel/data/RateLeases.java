package dev.cellwright.kernel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.http.RateClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rate tokens that this sandbox holds for its callers. Tokens come from the caller's bucket in
/// the database, several at a time, in a call that is made anyway; until they are spent, nothing is
/// asked.
public final class RateLeases {
  /// Tokens not spent by then are given up: the bucket has refilled meanwhile.
  private static final Duration LIFE = Duration.ofSeconds(10);

  private static final int MOST_CALLERS = 10_000;

  private record Caller(String organization, String who, RateClass rate) {
    /// Null where nobody calls: what the cell does of itself has no rate.
    static @Nullable Caller of(RequestScope scope) {
      if (!(scope.occasion() instanceof Occasion.Requested request)) {
        return null;
      }
      var principal = request.principal();
      return new Caller(
          String.valueOf(scope.organization()),
          principal == null ? request.sourceAddress() : principal.person().toString(),
          request.route().rate());
    }
  }

  /// @param left how many tokens are in the bucket beside these
  private record Lease(int tokens, long left, Instant until) {}

  /// What a caller may still do.
  ///
  /// @param remaining requests left, as this sandbox knows it
  public record Standing(RateClass rate, int perMinute, long remaining) {}

  private final Map<RateClass, Integer> perMinute = new EnumMap<>(RateClass.class);
  private final Map<Caller, Lease> leases =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Caller, Lease> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  /// @param json requests a minute by rate class, as `CELL_RATES` holds them
  public RateLeases(String json) {
    try {
      var rates = new ObjectMapper().readTree(json);
      for (var rate : RateClass.values()) {
        perMinute.put(rate, rates.required(rate.name()).asInt());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("CELL_RATES is no JSON", e);
    }
  }

  /// Spends a token, or asks for a lease in this call where there is none.
  synchronized void spend(RequestScope scope, ObjectNode envelope) {
    var caller = Caller.of(scope);
    if (caller == null) {
      return;
    }
    var lease = leases.get(caller);
    if (lease != null && lease.tokens > 0 && Instant.now().isBefore(lease.until)) {
      leases.put(caller, new Lease(lease.tokens - 1, lease.left, lease.until));
      return;
    }
    int rate = perMinute(caller.rate);
    envelope
        .putObject("lease")
        .put("class", caller.rate.name())
        .put("wanted", Math.max(1, rate / 600))
        .put("per_minute", rate);
  }

  /// Takes what the database granted: how many tokens, one of which this call has spent, and how
  /// many are left.
  synchronized void granted(RequestScope scope, @Nullable String granted) {
    var caller = Caller.of(scope);
    if (caller == null || granted == null || granted.isEmpty()) {
      return;
    }
    var parts = granted.split(" ", 2);
    leases.put(
        caller,
        new Lease(
            Integer.parseInt(parts[0]) - 1, Long.parseLong(parts[1]), Instant.now().plus(LIFE)));
  }

  /// What the caller may still do; null where this sandbox hasn't asked for it.
  public synchronized @Nullable Standing standing(RequestScope scope) {
    var caller = Caller.of(scope);
    var lease = caller == null ? null : leases.get(caller);
    return caller == null || lease == null
        ? null
        : new Standing(caller.rate, perMinute(caller.rate), lease.tokens + lease.left);
  }

  private int perMinute(RateClass rate) {
    return java.util.Objects.requireNonNull(perMinute.get(rate));
  }
}
