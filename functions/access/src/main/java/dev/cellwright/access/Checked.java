package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OmittedWhenNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to one question or to several.
@Doc("allowed for one question, results for several")
@Cleared(Clearance.PUBLIC)
record Checked(
    @OmittedWhenNull @Nullable Boolean allowed,
    @Doc("In the order of checks") @OmittedWhenNull @Nullable List<Result> results) {

  /// The answer to one of several questions.
  @Cleared(Clearance.PUBLIC)
  record Result(boolean allowed) {}

  static Checked one(boolean allowed) {
    return new Checked(allowed, null);
  }

  static Checked several(List<Boolean> allowed) {
    return new Checked(null, allowed.stream().map(Result::new).toList());
  }
}
