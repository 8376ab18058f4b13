package dev.cellwright.permissions.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one text says, before anything is checked.
///
/// @param schema the version of a model; null in a module
/// @param module the module's name; null in a model
record FileSyntax(
    String file,
    @Nullable Word schema,
    @Nullable Word module,
    List<TypeSyntax> types,
    List<ConditionSyntax> conditions) {}
