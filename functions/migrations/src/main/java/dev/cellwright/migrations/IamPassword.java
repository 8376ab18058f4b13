package dev.cellwright.migrations;

import dev.cellwright.kernel.Environment;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/// The password of a database log-in that IAM allows: a request for `rds-db:connect`, signed with
/// the function's own credentials. It is made without asking AWS.
record IamPassword(Environment environment, AwsCredentialsProvider credentials)
    implements Supplier<String> {

  IamPassword(Environment environment) {
    this(environment, DefaultCredentialsProvider.builder().build());
  }

  @Override
  public String get() {
    return RdsUtilities.builder()
        .region(Region.of(environment.require("AWS_REGION")))
        .credentialsProvider(credentials)
        .build()
        .generateAuthenticationToken(request ->
            request
                .hostname(environment.require("DATABASE_HOST"))
                .port(Integer.parseInt(environment.require("DATABASE_PORT")))
                .username(environment.require("DATABASE_USER")));
  }
}
