package dev.cellwright.testing.bench.events;

import java.util.ArrayList;
import java.util.List;

/// Several people in several organizations, in pairs that give each other work, and each
/// organization with a webhook for it.
public record Crowd(Door door, List<Pair> pairs) {
  /// The event that each piece of work causes.
  static final String EVENT = "task.created";

  /// Two people of an organization.
  record Pair(Member one, Member other) {}

  public Crowd {
    pairs = List.copyOf(pairs);
  }

  public static Crowd gather(CellProcess cell, int organizations, Sink sink) {
    var door = new Door(cell);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < organizations; i++) {
      var pair = pair(door);
      pair.one().subscribe(EVENT, sink.url());
      pairs.add(pair);
    }
    return new Crowd(door, pairs);
  }

  /// Two people of an organization that has no webhook.
  static Pair pair(Door door) {
    var pair = new Pair(Member.register(door, "anna"), Member.register(door, "ben"));
    pair.one().admit(pair.other());
    return pair;
  }

  Pair first() {
    return pairs.getFirst();
  }
}
