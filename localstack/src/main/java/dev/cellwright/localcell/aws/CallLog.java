package dev.cellwright.localcell.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The AWS calls each trace made, of the last 10,000 traces.
public final class CallLog {
  private static final int TRACES = 10_000;
  private static final int CALLS_PER_TRACE = 1_000;

  private final Map<String, List<Call>> traces =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Call>> eldest) {
          return size() > TRACES;
        }
      };

  /// Keeps a call. The trace id is the whole `Root` of `X-Amzn-Trace-Id`.
  public synchronized void record(String traceId, Call call) {
    var calls = traces.computeIfAbsent(traceId, _ -> new ArrayList<>(2));
    if (calls.size() < CALLS_PER_TRACE) {
      calls.add(call);
    }
  }

  /// The calls of a trace in the order in which they ended; empty when it is unknown.
  public synchronized List<Call> of(String traceId) {
    return List.copyOf(traces.getOrDefault(traceId, List.of()));
  }
}
