package dev.cellwright.permissions.language;

import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;
import dev.openfga.language.antlr.OpenFGAParser.ConditionContext;
import dev.openfga.language.antlr.OpenFGAParser.MainContext;
import dev.openfga.language.antlr.OpenFGAParser.ParameterTypeContext;
import dev.openfga.language.antlr.OpenFGAParser.RelationDeclarationContext;
import dev.openfga.language.antlr.OpenFGAParser.TypeDefContext;
import java.util.Locale;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Takes what a file declares from the tree that the grammar made of it.
final class SyntaxReader {

  private final SourceText source;
  private final Words words;
  private final DefinitionReader definitions;

  SyntaxReader(SourceText source) {
    this.source = source;
    this.words = new Words(source.file());
    this.definitions = new DefinitionReader(words);
  }

  FileSyntax file(MainContext main) {
    var model = main.modelHeader();
    var header = main.moduleHeader();
    var module = header == null ? null : words.word(header.moduleName);
    var name = module == null ? null : module.text();
    return new FileSyntax(
        source.file(),
        model == null ? null : words.word(model.schemaVersion),
        module,
        main.typeDefs().typeDef().stream().map(type -> type(type, name)).toList(),
        main.conditions().condition().stream().map(each -> condition(each, name)).toList());
  }

  private TypeSyntax type(TypeDefContext type, @Nullable String module) {
    return new TypeSyntax(
        words.word(type.typeName),
        module,
        type.EXTEND() != null,
        type.relationDeclaration().stream().map(each -> relation(each, module)).toList());
  }

  private RelationSyntax relation(RelationDeclarationContext relation, @Nullable String module) {
    return new RelationSyntax(
        words.word(relation.relationName()),
        module,
        definitions.definition(relation.relationDef()),
        source.above(relation.DEFINE().getSymbol().getLine()));
  }

  private ConditionSyntax condition(ConditionContext condition, @Nullable String module) {
    var parameters =
        condition.conditionParameter().stream()
            .map(each ->
                new ConditionSyntax.Parameter(
                    words.word(each.parameterName()), type(each.parameterType())))
            .toList();
    return new ConditionSyntax(
        words.word(condition.conditionName()),
        module,
        parameters,
        condition.conditionExpression().getText().strip());
  }

  private static ParameterType type(ParameterTypeContext type) {
    var container = type.CONDITION_PARAM_CONTAINER();
    var element = new ParameterType(kind(type.CONDITION_PARAM_TYPE()), null);
    return container == null ? element : new ParameterType(kind(container), element);
  }

  private static Kind kind(TerminalNode name) {
    return Kind.valueOf(name.getText().toUpperCase(Locale.ROOT));
  }
}
