package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one rendering may cost: so many turns of its loops, within a time. Values are handed to a
/// template as maps, lists and texts that count how often they are gone through; nothing else of
/// Java's is within its reach.
final class RenderBudget {
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final int TURNS = 5_000;

  /// A template costs more than it may.
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Spent(String what) {
      super(what);
    }
  }

  private final long started = System.nanoTime();
  private int turns;

  /// @throws Spent when the time is over
  void checkTime() {
    if (System.nanoTime() - started > TIME.toNanos()) {
      throw new Spent("takes too long");
    }
  }

  private void turn() {
    checkTime();
    if (++turns > TURNS) {
      throw new Spent("goes round more than " + TURNS + " times");
    }
  }

  /// A value as templates see it; null for JSON's null.
  @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      var members = new LinkedHashMap<String, Object>();
      node.properties()
          .forEach(member -> {
            var value = value(member.getValue());
            if (value != null) {
              members.put(member.getKey(), value);
            }
          });
      return new CountedMap(members, this::turn);
    }
    if (node.isArray()) {
      var elements = new ArrayList<Object>();
      node.forEach(element -> elements.add(Objects.requireNonNullElse(value(element), "")));
      return new CountedList(elements, this::turn);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() || node.isMissingNode() ? null : node.asText();
  }

  private static <T> Iterator<T> counted(Iterator<T> all, Runnable turn) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public T next() {
        turn.run();
        return all.next();
      }
    };
  }

  private static final class CountedList extends AbstractList<Object> {
    private final List<Object> elements;
    private final Runnable turn;

    CountedList(List<Object> elements, Runnable turn) {
      this.elements = elements;
      this.turn = turn;
    }

    @Override
    public Object get(int index) {
      return elements.get(index);
    }

    @Override
    public int size() {
      return elements.size();
    }

    @Override
    public Iterator<Object> iterator() {
      return counted(elements.iterator(), turn);
    }

    /// A list as a whole is nothing to show.
    @Override
    public String toString() {
      return "";
    }
  }

  private static final class CountedMap extends AbstractMap<String, Object> {
    private final Map<String, Object> members;
    private final Runnable turn;

    CountedMap(Map<String, Object> members, Runnable turn) {
      this.members = members;
      this.turn = turn;
    }

    @Override
    public @Nullable Object get(Object key) {
      return members.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
      return members.containsKey(key);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new LinkedHashSet<>(members.entrySet()) {
        private static final long serialVersionUID = 1;

        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return counted(super.iterator(), turn);
        }
      };
    }

    /// An object as a whole is nothing to show.
    @Override
    public String toString() {
      return "";
    }
  }
}
