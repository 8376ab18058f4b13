package dev.cellwright.identity;

/// The answer that is tokens and nothing else.
record TokensAnswer(Tokens tokens) {}
