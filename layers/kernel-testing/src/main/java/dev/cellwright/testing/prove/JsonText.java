package dev.cellwright.testing.prove;

import com.fasterxml.jackson.databind.node.TextNode;

/// A text as JSON writes it.
final class JsonText {
  private JsonText() {}

  static String of(String text) {
    return TextNode.valueOf(text).toString();
  }
}
