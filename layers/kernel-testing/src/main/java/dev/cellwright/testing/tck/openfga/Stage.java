package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.permissions.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A model and tuples, to which questions are put.
///
/// @param tuples in the suite's form: those stored so far and, where they are, those of the
///   question
record Stage(Model model, Store store, List<JsonNode> tuples) {

  /// @throws AssertionError where ways to decide contradict each other
  Answer check(JsonNode assertion) throws SQLException {
    var asked = assertion.path("tuple");
    var object = Named.of(asked.path("object").asText());
    var subject = Named.of(asked.path("user").asText());
    var relation = asked.path("relation").asText();
    if (object == null || !knows(object.type(), relation) || subject == null || !knows(subject)) {
      return new Answer.Refused(Answer.INVALID);
    }
    var value = store.check(object, relation, subject, assertion.path("context"));
    var page = new LinkedHashSet<>(things(object.type()).values());
    page.add(object);
    var held =
        store.holding(object.type(), relation, ids(page), subject, assertion.path("context"));
    if (held.contains(object.uuid()) != (value == 3)) {
      throw new AssertionError("a page of it says otherwise than a check, which says " + value);
    }
    var explained = store.explained(object, relation, subject, assertion.path("context"));
    if (explained.equals("true") != (value == 3)) {
      throw new AssertionError("explained, it is " + explained + "; a check says " + value);
    }
    return value == 2 ? undecided() : Answer.of(value == 3);
  }

  Answer listObjects(JsonNode assertion) throws SQLException {
    var asked = assertion.path("request");
    var type = asked.path("type").asText();
    var relation = asked.path("relation").asText();
    var subject = Named.of(asked.path("user").asText());
    var refused = refusedListing(type, relation);
    if (refused != null) {
      return refused;
    }
    if (subject == null || !knows(subject)) {
      return new Answer.Refused(Answer.INVALID);
    }
    var context = assertion.path("context");
    var things = things(type);
    if (subject.type().equals(type) && !subject.isEverybody()) {
      things.put(subject.uuid(), new Named(type, subject.id(), null));
    }
    var found = new LinkedHashSet<UUID>();
    for (var each : things.entrySet()) {
      var value = store.check(each.getValue(), relation, subject, context);
      if (value == 2) {
        return undecided();
      }
      if (value == 3) {
        found.add(each.getKey());
      }
    }
    var reached = store.reach(type, relation, subject, context);
    if (reached != null && !reached.equals(found)) {
      throw new AssertionError(
          "reached from the subject are others than by checks: "
              + reached.size()
              + " for "
              + found.size());
    }
    return new Answer.Names(
        found.stream().map(each -> String.valueOf(things.get(each))).collect(Collectors.toSet()));
  }

  Answer listUsers(JsonNode assertion) throws SQLException {
    var asked = assertion.path("request");
    var object = Named.of(asked.path("object").asText());
    var relation = asked.path("relation").asText();
    var filter = asked.at("/filters/0").asText();
    var type = filter.split("#", 2)[0];
    var refused =
        object == null
            ? new Answer.Refused(Answer.INVALID)
            : refusedListing(object.type(), relation);
    if (refused == null) {
      refused =
          filter.contains("#")
              ? refusedListing(type, filter.substring(type.length() + 1))
              : refusedType(type);
    }
    if (refused != null || object == null) {
      return refused == null ? new Answer.Refused(Answer.INVALID) : refused;
    }
    var context = assertion.path("context");
    var suffix = filter.substring(type.length());
    var names = new HashMap<UUID, String>();
    things(type).forEach((id, thing) -> names.put(id, thing + suffix));
    names.put(object.uuid(), names.getOrDefault(object.uuid(), object + suffix));
    names.put(new UUID(0, 0), type + ":*");
    var found = store.listUsers(object, relation, filter, context);
    if (found == null) {
      return undecided();
    }
    var listed =
        found.stream().map(each -> String.valueOf(names.get(each))).collect(Collectors.toSet());
    return new Answer.Names(withoutImplied(listed, assertion, type));
  }

  /// Whom everybody includes may be listed or not.
  private static Set<String> withoutImplied(Set<String> listed, JsonNode assertion, String type) {
    if (!listed.contains(type + ":*")
        || !(Answer.expectedBy(assertion) instanceof Answer.Names(var expected))) {
      return listed;
    }
    return listed.stream()
        .filter(each -> each.endsWith(":*") || expected.contains(each))
        .collect(Collectors.toSet());
  }

  /// A decision that can't be made: for want of values where there are conditions.
  private Answer undecided() {
    return new Answer.Refused(model.conditions().isEmpty() ? Answer.TOO_COMPLEX : Answer.INVALID);
  }

  private @Nullable Answer refusedListing(String type, String relation) {
    var refused = refusedType(type);
    return refused == null && !knows(type, relation)
        ? new Answer.Refused(Answer.NO_SUCH_RELATION)
        : refused;
  }

  private @Nullable Answer refusedType(String type) {
    return model.types().stream().anyMatch(each -> each.name().equals(type))
        ? null
        : new Answer.Refused(Answer.NO_SUCH_TYPE);
  }

  private boolean knows(String type, String relation) {
    return model.types().stream()
        .filter(each -> each.name().equals(type))
        .flatMap(each -> each.relations().stream())
        .anyMatch(each -> each.name().equals(relation));
  }

  private boolean knows(Named subject) {
    var relation = subject.relation();
    return relation == null ? refusedType(subject.type()) == null : knows(subject.type(), relation);
  }

  /// Every thing of a type that a tuple names.
  private Map<UUID, Named> things(String type) {
    var things = new HashMap<UUID, Named>();
    for (var each : tuples) {
      var tuple = Tuple.of(each);
      for (var named : List.of(tuple.object(), tuple.subject())) {
        if (named.type().equals(type) && !named.isEverybody()) {
          things.put(named.uuid(), new Named(type, named.id(), null));
        }
      }
    }
    return things;
  }

  private static List<UUID> ids(Set<Named> things) {
    return new ArrayList<>(
        things.stream().map(Named::uuid).collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
