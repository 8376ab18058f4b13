package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel;
import dev.openfga.language.antlr.OpenFGALexer;
import dev.openfga.language.antlr.OpenFGAParser;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/// Reads one text by the language's grammar.
final class ModelParser {

  private ModelParser() {}

  /// @throws InvalidModel with all that the grammar doesn't take, or that a single text must not
  ///   say twice
  static FileSyntax parsed(String file, String text) {
    var source = new SourceText(file, text);
    var errors = new SyntaxErrors(file);
    var lexer = new OpenFGALexer(CharStreams.fromString(source.code()));
    lexer.removeErrorListeners();
    lexer.addErrorListener(errors);
    var parser = new OpenFGAParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(errors);
    var main = parser.main();
    if (!errors.problems().isEmpty()) {
      throw new InvalidModel(errors.problems());
    }
    var syntax = new SyntaxReader(source).file(main);
    var problems = new FileRules(syntax, source).problems();
    if (!problems.isEmpty()) {
      throw new InvalidModel(problems);
    }
    return syntax;
  }
}
