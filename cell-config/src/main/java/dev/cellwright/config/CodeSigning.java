package dev.cellwright.config;

/// What Lambda does about code that nobody trusted has signed.
public enum CodeSigning {
  OFF,
  WARN,
  ENFORCE
}
