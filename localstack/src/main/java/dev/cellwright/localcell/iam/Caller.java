package dev.cellwright.localcell.iam;

/// A role that holds credentials.
public record Caller(String roleArn, Credentials credentials, Policy policy) {}
