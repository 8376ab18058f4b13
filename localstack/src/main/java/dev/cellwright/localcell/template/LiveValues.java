package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// What a template refers to and only a running cell knows: the database's address, what a custom
/// resource answered, a secret.
public interface LiveValues {

  /// The attribute's value (`Ref` for the reference itself), or null when the template alone
  /// decides it.
  @Nullable JsonNode attribute(Resource resource, String name);

  /// The text of a secret, by its ARN or name.
  String secret(String id);

  /// A cell that is only read: nothing runs.
  LiveValues NONE =
      new LiveValues() {
        @Override
        public @Nullable JsonNode attribute(Resource resource, String name) {
          return null;
        }

        @Override
        public String secret(String id) {
          throw new TemplateProblem("the secret " + id + " is known only while the cell runs");
        }
      };
}
