package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.ServedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last 10,000 requests, found by their correlation id; one that was used again means the
/// latest.
public final class Requests {

  private static final int KEPT = 10_000;

  private final Map<String, ServedRequest> byCorrelationId =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ServedRequest> eldest) {
          return size() > KEPT;
        }
      };

  public synchronized void add(ServedRequest request) {
    byCorrelationId.remove(request.correlationId());
    byCorrelationId.put(request.correlationId(), request);
  }

  synchronized @Nullable ServedRequest find(String correlationId) {
    return byCorrelationId.get(correlationId);
  }

  synchronized List<ServedRequest> latest(int count) {
    var skipped = Math.max(0, byCorrelationId.size() - count);
    return byCorrelationId.values().stream().skip(skipped).toList().reversed();
  }
}
