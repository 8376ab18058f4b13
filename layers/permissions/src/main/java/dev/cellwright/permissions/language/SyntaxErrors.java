package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Place;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Collects what the grammar doesn't take.
final class SyntaxErrors extends BaseErrorListener {

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  SyntaxErrors(String file) {
    this.file = file;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object symbol,
      int line,
      int column,
      String message,
      @Nullable RecognitionException cause) {
    var length = symbol instanceof Token token ? token.getText().length() : 0;
    problems.add(new Problem(new Place(file, line, column + 1), length, Kind.SYNTAX, message));
  }

  List<Problem> problems() {
    return problems;
  }
}
