package dev.cellwright.cdk;

import software.amazon.awscdk.services.lambda.Alias;

/// A function whose alias goes from version to version.
///
/// @param kind what calls it, and so how a new version is tried
record Released(Kind kind, String function, Alias alias) {

  enum Kind {
    HTTP("http"),
    QUEUE("queue"),
    SOCKET("socket");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /// The ARN of the version that this release brings.
  String version() {
    return alias.getVersion().getFunctionArn();
  }
}
