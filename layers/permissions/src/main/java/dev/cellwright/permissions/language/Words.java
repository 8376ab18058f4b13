package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Place;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/// Words of a parsed file.
record Words(String file) {

  Word word(ParserRuleContext rule) {
    return word(rule.getStart(), rule.getStop());
  }

  Word word(Token token) {
    return word(token, token);
  }

  private Word word(Token first, Token last) {
    var text =
        first.getInputStream().getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
    return new Word(text, new Place(file, first.getLine(), first.getCharPositionInLine() + 1));
  }
}
