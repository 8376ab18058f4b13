package dev.cellwright.localcell.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The AWS calls each trace made, of the last 10,000 traces, and which trace set off which.
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

  private final Map<String, Set<String>> effects =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
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

  /// Keeps that one trace set off another: a message that the one sent started the other.
  public synchronized void setOff(String cause, String effect) {
    effects.computeIfAbsent(cause, _ -> new LinkedHashSet<>(2)).add(effect);
  }

  /// The calls of everything that a trace set off, directly or by way of others; not its own.
  public synchronized List<Call> causedBy(String traceId) {
    var seen = new LinkedHashSet<String>();
    var open = new ArrayList<>(List.of(traceId));
    while (!open.isEmpty()) {
      for (var effect : effects.getOrDefault(open.removeFirst(), Set.of())) {
        if (!effect.equals(traceId) && seen.add(effect)) {
          open.add(effect);
        }
      }
    }
    return seen.stream().flatMap(each -> of(each).stream()).toList();
  }
}
