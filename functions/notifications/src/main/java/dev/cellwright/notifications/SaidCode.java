package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// The code that came to a number.
@Doc("The code that came to the number")
record SaidCode(@Text(min = 6, max = 6) String code) {

  /// Never shows the code.
  @Override
  public String toString() {
    return "SaidCode[]";
  }
}
