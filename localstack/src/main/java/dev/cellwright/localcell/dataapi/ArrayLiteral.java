package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A one-dimensional array in PostgreSQL's text form: `{1,NULL,"a b"}`.
record ArrayLiteral(List<@Nullable String> elements) {

  static ArrayLiteral parse(String text) {
    var at = text.indexOf('{') + 1; // bounds, as in [0:1]={…}, may precede
    var elements = new ArrayList<@Nullable String>();
    while (text.charAt(at) != '}') {
      if (text.charAt(at) == '{') {
        throw new AwsError(
            "UnsupportedResultException", 400, "The result contains a multidimensional array.");
      }
      var quoted = text.charAt(at) == '"';
      var element = new StringBuilder();
      at = quoted ? readQuoted(text, at + 1, element) : readBare(text, at, element);
      var value = element.toString();
      elements.add(!quoted && value.equals("NULL") ? null : value);
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    return new ArrayLiteral(elements);
  }

  private static int readQuoted(String text, int from, StringBuilder into) {
    var at = from;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      into.append(text.charAt(at++));
    }
    return at + 1;
  }

  private static int readBare(String text, int from, StringBuilder into) {
    var at = from;
    while (text.charAt(at) != ',' && text.charAt(at) != '}') {
      into.append(text.charAt(at++));
    }
    return at;
  }
}
