package dev.cellwright.permissions.language;

import dev.openfga.language.antlr.OpenFGAParser.RelationDefContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDefDirectAssignmentContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDefGroupingContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDefNoDirectContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDefPartialsContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDefTypeRestrictionContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationRecurseContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationRecurseNoDirectContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/// Takes a relation's definition from the tree that the grammar made of it.
record DefinitionReader(Words words) {

  Definition definition(RelationDefContext whole) {
    if (whole.relationDefDirectAssignment() != null) {
      return with(direct(whole.relationDefDirectAssignment()), whole.relationDefPartials());
    }
    if (whole.relationDefGrouping() != null) {
      return with(named(whole.relationDefGrouping()), whole.relationDefPartials());
    }
    return with(inBrackets(whole.relationRecurse()), whole.relationDefPartials());
  }

  private Definition definition(RelationDefNoDirectContext whole) {
    var first =
        whole.relationDefGrouping() != null
            ? named(whole.relationDefGrouping())
            : inBrackets(whole.relationRecurseNoDirect());
    return with(first, whole.relationDefPartials());
  }

  private Definition inBrackets(RelationRecurseContext brackets) {
    return brackets.relationDef() != null
        ? definition(brackets.relationDef())
        : inBrackets(brackets.relationRecurseNoDirect());
  }

  private Definition inBrackets(RelationRecurseNoDirectContext brackets) {
    return brackets.relationDefNoDirect() != null
        ? definition(brackets.relationDefNoDirect())
        : inBrackets(brackets.relationRecurseNoDirect());
  }

  private Definition with(Definition first, @Nullable RelationDefPartialsContext rest) {
    if (rest == null) {
      return first;
    }
    var parts = new ArrayList<Definition>();
    parts.add(first);
    parts.addAll(operands(rest));
    if (!rest.OR().isEmpty()) {
      return new Definition.Union(List.copyOf(parts));
    }
    return rest.AND().isEmpty()
        ? new Definition.Exclusion(first, parts.getLast())
        : new Definition.Intersection(List.copyOf(parts));
  }

  /// Names and brackets stand in two lists of the tree; their places say in which order.
  private List<Definition> operands(RelationDefPartialsContext rest) {
    return Stream.<ParserRuleContext>concat(
            rest.relationDefGrouping().stream(), rest.relationRecurseNoDirect().stream())
        .sorted(Comparator.comparingInt(each -> each.getStart().getStartIndex()))
        .map(each ->
            each instanceof RelationDefGroupingContext name
                ? named(name)
                : inBrackets((RelationRecurseNoDirectContext) each))
        .toList();
  }

  private Definition named(RelationDefGroupingContext grouping) {
    var rewrite = grouping.relationDefRewrite();
    var relation = words.word(rewrite.rewriteComputedusersetName);
    return rewrite.rewriteTuplesetName == null
        ? new Definition.Computed(relation)
        : new Definition.FromTupleset(
            words.word(rewrite), relation.text(), words.word(rewrite.rewriteTuplesetName));
  }

  private Definition direct(RelationDefDirectAssignmentContext direct) {
    return new Definition.Direct(
        direct.relationDefTypeRestriction().stream().map(this::restriction).toList());
  }

  private RestrictionSyntax restriction(RelationDefTypeRestrictionContext restriction) {
    var base = restriction.relationDefTypeRestrictionBase();
    var condition = restriction.conditionName();
    var relation = base.relationDefTypeRestrictionRelation;
    return new RestrictionSyntax(
        words.word(base),
        words.word(base.relationDefTypeRestrictionType),
        relation == null ? null : relation.getText(),
        base.relationDefTypeRestrictionWildcard != null,
        condition == null ? null : words.word(condition));
  }
}
