package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.Input;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a call wants its rows.
record ResultForm(
    boolean metadata, boolean asJson, boolean decimalsAsNumbers, boolean longsAsStrings) {

  static ResultForm of(Input input) {
    var options = input.optionalObject("resultSetOptions");
    var chosen =
        options == null ? null : Input.of(options, Set.of("decimalReturnType", "longReturnType"));
    return new ResultForm(
        input.flag("includeResultMetadata"),
        choice(input, "formatRecordsAs", "NONE", "JSON"),
        choice(chosen, "decimalReturnType", "STRING", "DOUBLE_OR_LONG"),
        choice(chosen, "longReturnType", "LONG", "STRING"));
  }

  private static boolean choice(@Nullable Input input, String name, String usual, String other) {
    var text = input == null ? null : input.optionalText(name);
    if (text == null || text.equals(usual)) {
      return false;
    }
    if (text.equals(other)) {
      return true;
    }
    throw Input.invalid("%s is %s or %s, got %s".formatted(name, usual, other, text));
  }
}
