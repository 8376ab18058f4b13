package dev.cellwright.localcell.iam;

/// A permission that a role was asked for and had.
public record Use(String roleArn, String action, String resource) {}
