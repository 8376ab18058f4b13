package dev.cellwright.config;

import java.util.List;

/// Where a product's releases come from, and what carries them from environment to environment.
///
/// @param connection the ARN of the connection by which AWS reads the repository
/// @param repository `owner/name`
public record Pipeline(
    String account, String region, String connection, String repository, String branch) {

  static final Key<String> ACCOUNT =
      Key.required(
          "account",
          Rule.ACCOUNT,
          "000000000000",
          "The account that the pipeline runs in. Write it in quotes.");
  static final Key<String> REGION = Key.required("region", Rule.REGION, "us-east-1", "Its region.");
  static final Key<String> CONNECTION =
      Key.required(
          "connection",
          Rule.CONNECTION,
          "",
          "The connection by which AWS reads the repository; a person makes and confirms it.");
  static final Key<String> REPOSITORY =
      Key.required("repository", Rule.REPOSITORY, "", "The repository.");
  static final Key<String> BRANCH =
      Key.optional("branch", Rule.BRANCH, "main", "main", "The branch whose commits are released.");

  static final List<Key<?>> KEYS = List.of(ACCOUNT, REGION, CONNECTION, REPOSITORY, BRANCH);
}
