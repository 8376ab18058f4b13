package dev.cellwright.kernel.http;

import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.shape.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a handler answers.
public sealed interface Response {

  /// A success.
  ///
  /// @param body a record, a page of records, text for a route that answers text, or null for none
  record Good(int status, @Nullable Object body, List<Header> headers) implements Response {
    public Good {
      headers = List.copyOf(headers);
    }

    /// Adds the entity tag of the version answered.
    public Good version(long version) {
      return with("ETag", IfMatch.tag(version));
    }

    public Good with(String name, String value) {
      var more = new ArrayList<>(headers);
      more.add(new Header(name, value));
      return new Good(status, body, more);
    }
  }

  /// An expected ending that isn't a success.
  ///
  /// @param code for programs, in capitals
  /// @param message for people; says what to do where it can
  /// @param current what is there now, for a conflict that shows it; else null
  record Failed(
      int status, String code, String message, @Nullable Record current, List<Header> headers)
      implements Response {
    public Failed {
      headers = List.copyOf(headers);
    }

    public Failed(int status, String code, String message, @Nullable Record current) {
      this(status, code, message, current, List.of());
    }

    public Failed with(String name, String value) {
      var more = new ArrayList<>(headers);
      more.add(new Header(name, value));
      return new Failed(status, code, message, current, more);
    }
  }

  /// A body whose values turn out wrong where only the database could tell.
  record Invalid(List<FieldError> details) implements Response {}

  /// A header of an answer.
  record Header(String name, String value) {}

  static Good ok(Record body) {
    return new Good(200, body, List.of());
  }

  static Good page(Page<? extends Record> page) {
    return new Good(200, page, List.of());
  }

  static Good text(String text) {
    return new Good(200, text, List.of());
  }

  /// @param location the path of what was made
  static Good created(Record body, String location) {
    return new Good(201, body, List.of(new Header("Location", location)));
  }

  static Good noContent() {
    return new Good(204, null, List.of());
  }

  /// @param field the field's JSON name
  static Invalid invalid(String field, String message) {
    return new Invalid(List.of(new FieldError(field, message)));
  }

  /// Also said of a thing that the caller may not know of.
  static Failed notFound(String thing, UUID id) {
    return new Failed(404, "NOT_FOUND", capitalized(thing) + " " + id + " not found", null);
  }

  static Failed conflict(String message) {
    return new Failed(409, "CONFLICT", message, null);
  }

  /// @param current what is there now
  static Failed conflict(String message, Record current) {
    return new Failed(409, "CONFLICT", message, current);
  }

  static Failed forbidden(String message) {
    return new Failed(403, "FORBIDDEN", message, null);
  }

  static Failed unauthenticated(String message) {
    return new Failed(401, "UNAUTHENTICATED", message, null);
  }

  /// The caller's `If-Match` names a version that is no longer there.
  static Failed changedSince(String thing) {
    return new Failed(
        412,
        "PRECONDITION_FAILED",
        capitalized(thing) + " has changed since: read it again, then decide",
        null);
  }

  private static String capitalized(String thing) {
    return thing.substring(0, 1).toUpperCase(Locale.ROOT) + thing.substring(1);
  }
}
