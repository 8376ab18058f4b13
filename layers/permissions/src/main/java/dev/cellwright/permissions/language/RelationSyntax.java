package dev.cellwright.permissions.language;

import org.jspecify.annotations.Nullable;

/// `define viewer: [user] or editor`
///
/// @param comment the lines above it, without their `#`
record RelationSyntax(Word name, @Nullable String module, Definition definition, Comment comment) {}
