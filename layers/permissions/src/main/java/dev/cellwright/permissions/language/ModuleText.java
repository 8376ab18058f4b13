package dev.cellwright.permissions.language;

/// What a module says about permissions.
///
/// @param module its name, which the text's first line must repeat
/// @param file for messages
public record ModuleText(String module, String file, String text) {}
