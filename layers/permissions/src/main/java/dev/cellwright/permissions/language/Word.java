package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Place;

/// A piece of a text as it is written, and where.
record Word(String text, Place place) {

  Problem problem(Kind kind, String message) {
    return new Problem(place, text.length(), kind, message);
  }
}
