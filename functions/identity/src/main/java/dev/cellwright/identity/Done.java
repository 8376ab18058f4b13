package dev.cellwright.identity;

/// The answer that says nothing more: `{}`.
record Done() {}
