package dev.cellwright.permissions.language;

import org.jspecify.annotations.Nullable;

/// What a module says about permissions.
///
/// @param module its name, which the text's first line must repeat; null where any will do
/// @param file for messages
public record ModuleText(@Nullable String module, String file, String text) {}
