package dev.cellwright.kernel.shape;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// One component of a record, as a field of a JSON object.
///
/// @param nullable whether it may be null; in a request it may then be left out too
/// @param patch whether it is a [Change]
/// @param clearable whether that change may be null
/// @param omittedWhenNull whether an answer without it leaves it out
/// @param clearance what a reader needs to be shown it
/// @param concerns whether it names the person whom the record is about
/// @param read reads it from a record
record Field(
    String name,
    Kind kind,
    boolean nullable,
    boolean patch,
    boolean clearable,
    boolean omittedWhenNull,
    Clearance clearance,
    boolean concerns,
    @Nullable String doc,
    MethodHandle read) {

  /// Whether a request must have it.
  boolean required() {
    return !nullable && !patch;
  }

  /// Whether a request may have null in it.
  boolean mayBeNull() {
    return patch ? clearable : nullable;
  }

  @Nullable Object of(Record record) {
    try {
      return read.invoke(record);
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable fault) {
      throw new IllegalStateException("can't read " + name, fault);
    }
  }
}
