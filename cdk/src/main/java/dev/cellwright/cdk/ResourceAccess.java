package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// What it means that a module uses a resource of the cell: what its function may do with it, and
/// what the function's environment says of it.
///
/// @param environment is added to
record ResourceAccess(
    Construct scope, CellPlan plan, FunctionRole role, SortedMap<String, String> environment) {

  void to(CellResource resource) {
    switch (resource) {
      case TOKEN_SIGNING -> role.mayUseKeys(List.of("kms:Sign"), CellKeys.TOKENS);
      case EMAIL -> mail();
      case PROVIDER_SECRETS -> {
        environment.put("PROVIDER_SECRETS_ARN", read(CellParameters.PROVIDER_SECRETS));
        role.mayReadSecrets(List.of(read(CellParameters.PROVIDER_SECRETS)));
      }
      case PUSH -> push();
      case SOCKETS -> sockets();
      case EXPORTS -> {
        environment.put("EXPORTS_BUCKET", read(CellParameters.EXPORTS_BUCKET));
        bucket(CellParameters.EXPORTS_BUCKET);
      }
      case SEALS -> {
        environment.put("SEAL_KEY_ALIAS", Arns.keyAlias(scope, plan.names(), CellKeys.SEALS));
        environment.put("SEALS_BUCKET", read(CellParameters.SEALS_BUCKET));
        role.mayUseKeys(List.of("kms:Sign", "kms:GetPublicKey"), CellKeys.SEALS);
        var seals = bucket(CellParameters.SEALS_BUCKET);
        // Without it a seal that is missing looks like one that may not be read.
        role.allow(List.of("s3:ListBucket"), List.of(seals));
      }
    }
  }

  /// Sending mail, from the cell's own address only.
  private void mail() {
    environment.put("MAIL_CONFIGURATION_SET", plan.names().mailConfiguration());
    role.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("ses:SendEmail"))
            .resources(
                List.of(
                    Arns.mailIdentity(scope, plan), Arns.mailConfiguration(scope, plan.names())))
            .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", plan.config().sender())))
            .build());
  }

  /// Pushing by the platform applications that the environment names, and texting where it has a
  /// sender.
  private void push() {
    var push = plan.config().environment().push();
    var applications = new TreeMap<String, String>();
    if (push.gcm() != null) {
      applications.put("PUSH_GCM_APPLICATION_ARN", push.gcm());
    }
    if (push.apns() != null) {
      applications.put("PUSH_APNS_APPLICATION_ARN", push.apns());
    }
    environment.putAll(applications);
    if (!applications.isEmpty()) {
      devices(List.copyOf(applications.values()));
    }
    if (push.smsSender() != null) {
      environment.put("SMS_SENDER_ID", push.smsSender());
      // A phone number has no ARN, a topic or a device has.
      role.allow(
          PolicyStatement.Builder.create()
              .actions(List.of("sns:Publish"))
              .notResources(List.of("arn:%s:sns:*:*:*".formatted(Stack.of(scope).getPartition())))
              .build());
    }
  }

  /// An application's devices, each an endpoint with an ARN below the application's.
  private void devices(List<String> applications) {
    var endpoints = new ArrayList<String>();
    for (var application : applications) {
      var endpoint = application.replaceFirst(":app/", ":endpoint/") + "/*";
      role.accept(endpoint, "Each device is an endpoint that is made when somebody registers it.");
      endpoints.add(endpoint);
    }
    role.allow(List.of("sns:CreatePlatformEndpoint"), applications);
    role.allow(
        List.of(
            "sns:DeleteEndpoint",
            "sns:GetEndpointAttributes",
            "sns:Publish",
            "sns:SetEndpointAttributes"),
        endpoints);
  }

  private void sockets() {
    var api = read(CellParameters.SOCKETS_API);
    environment.put("SOCKETS_ENDPOINT", CellSockets.endpoint(scope, plan, api));
    var connections = new ArrayList<String>();
    for (var method : List.of("POST", "DELETE")) {
      var arn =
          Arns.of(
              scope,
              "execute-api",
              "%s/%s/%s/@connections/*".formatted(api, CellSockets.STAGE, method));
      role.accept(arn, "Connections come and go; each has an id of its own.");
      connections.add(arn);
    }
    role.allow(List.of("execute-api:ManageConnections"), connections);
  }

  /// Writing and reading objects; not changing or deleting them. The cell's key is used by S3 for
  /// this bucket only.
  ///
  /// @return the bucket's ARN
  private String bucket(String parameter) {
    var partition = Stack.of(scope).getPartition();
    var bucket = "arn:%s:s3:::%s".formatted(partition, read(parameter));
    role.accept(bucket + "/*", "Objects are named at run time.");
    role.allow(
        List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"), List.of(bucket + "/*"));
    role.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
            .resources(List.of(read(CellParameters.DATA_KEY)))
            .conditions(
                Map.of(
                    "StringEquals",
                    new TreeMap<>(
                        Map.of(
                            "kms:ViaService",
                            "s3." + Stack.of(scope).getRegion() + ".amazonaws.com",
                            "kms:EncryptionContext:aws:s3:arn",
                            bucket))))
            .build());
    return bucket;
  }

  private String read(String parameter) {
    return new CellParameters(plan.names()).read(scope, parameter);
  }
}
