package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Place;
import dev.openfga.language.FgaModTransformer;
import dev.openfga.language.ModFileStringProperty;
import dev.openfga.language.errors.ModFileValidationError;
import dev.openfga.language.errors.ParsingError;
import java.io.IOException;
import java.util.List;

/// The list of files that make a model together: `fga.mod`.
final class ModuleList {

  private ModuleList() {}

  /// The files, as paths beside the list.
  ///
  /// @throws InvalidModel with everything that is wrong with the list
  static List<String> files(String file, String text) throws IOException {
    try {
      return FgaModTransformer.parse(text).getContents().getValue().stream()
          .map(ModFileStringProperty::getValue)
          .toList();
    } catch (ModFileValidationError error) {
      throw new InvalidModel(error.getErrors().stream().map(each -> problem(file, each)).toList());
    }
  }

  private static Problem problem(String file, ParsingError error) {
    var column = error.getColumn();
    return new Problem(
        new Place(file, error.getLine().getStart() + 1, column.getStart() + 1),
        column.getEnd() - column.getStart(),
        Kind.MODULE,
        error.getMessage());
  }
}
