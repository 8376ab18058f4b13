package dev.cellwright.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A function of the product to which published test vectors can be put: `./cell tck NAME`.
///
/// Implementations are found by [java.util.ServiceLoader].
public interface VectorCase {

  /// The name on the command line, for example `jws.verify`.
  String name();

  /// The answer to one case.
  ///
  /// @throws IllegalArgumentException for a case that lacks a member or has one of a wrong type
  ObjectNode answer(JsonNode given);
}
