package dev.cellwright.cdk;

import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// What one stack of a cell tells the others: values with a generated part, as SSM parameters.
///
/// Not CloudFormation exports: an exported value can't change while somebody imports it, and so
/// ties stacks together that should be deployed one by one.
record CellParameters(CellNames names) {
  static final String DATA_KEY = "keys/data";
  static final String EXPORTS_BUCKET = "buckets/exports";
  static final String SEALS_BUCKET = "buckets/seals";
  static final String SOCKETS_API = "sockets/api";
  static final String MIGRATION_SECURITY_GROUP = "network/migration-security-group";
  static final String DATABASE_HOST = "database/host";
  static final String DATABASE_PORT = "database/port";
  static final String DATABASE_RESOURCE_ID = "database/resource-id";
  static final String CONTEXT_KEY_SECRET = "context-key";
  static final String PROVIDER_SECRETS = "provider-secrets";

  static final String CODE_SIGNING = "code-signing";
  static final String RELEASE_ROLE = "release-role";
  static final String SYNTHETIC_TENANT = "synthetic-tenant";

  static String subnet(int number) {
    return "network/subnet/" + number;
  }

  static String databaseSecret(String role) {
    return "database/secret/" + role;
  }

  void publish(Construct scope, String path, String value) {
    StringParameter.Builder.create(scope, "Parameter-" + path.replace('/', '-'))
        .parameterName(names.parameter(path))
        .stringValue(value)
        .build();
  }

  /// The value, read anew at each deployment of the reading stack.
  String read(Construct scope, String path) {
    return StringParameter.valueForStringParameter(scope, names.parameter(path));
  }
}
