package dev.cellwright.localcell.secrets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of Secrets Manager over HTTP.
record SecretOperations(Secrets secrets) {
  private static final int LARGEST_VALUE = 65_536;

  AwsService service() {
    return new JsonService(
        "secretsmanager",
        "secretsmanager",
        "InternalServiceError",
        Map.of(
            "GetSecretValue",
                new Known(Set.of("SecretId", "VersionId", "VersionStage"), this::getValue),
            "DescribeSecret", new Known(Set.of("SecretId"), this::describe),
            "PutSecretValue",
                new Known(
                    Set.of(
                        "SecretId",
                        "ClientRequestToken",
                        "SecretString",
                        "SecretBinary",
                        "VersionStages"),
                    this::putValue),
            "UpdateSecretVersionStage",
                new Known(
                    Set.of("SecretId", "VersionStage", "MoveToVersionId", "RemoveFromVersionId"),
                    this::moveStage)));
  }

  private Prepared getValue(Input input) {
    var id = input.text("SecretId");
    return new Prepared(
        secrets.needsToRead(id),
        () -> {
          var secret = secrets.find(id);
          var version = version(secret, input);
          var answer =
              Json.object()
                  .put("ARN", secret.arn())
                  .put("Name", secret.name())
                  .put("VersionId", version.id())
                  .put("CreatedDate", version.createdAt().toEpochMilli() / 1000.0);
          if (version.string() != null) {
            answer.put("SecretString", version.string());
          } else {
            answer.put("SecretBinary", version.binary());
          }
          stages(answer.putArray("VersionStages"), version.stages());
          return answer;
        });
  }

  private static Secret.Version version(Secret secret, Input input) {
    var stage = Objects.requireNonNullElse(input.optionalText("VersionStage"), Secret.CURRENT);
    var versionId = input.optionalText("VersionId");
    if (versionId == null) {
      return secret.at(stage);
    }
    var version = secret.version(versionId);
    if (version == null || (input.has("VersionStage") && !version.stages().contains(stage))) {
      throw new AwsError(
          "ResourceNotFoundException",
          400,
          "Secrets Manager can't find the specified secret value for VersionId: " + versionId);
    }
    return version;
  }

  private Prepared describe(Input input) {
    var secret = secrets.find(input.text("SecretId"));
    return new Prepared(
        need("DescribeSecret", secret),
        () -> {
          var answer =
              Json.object()
                  .put("ARN", secret.arn())
                  .put("Name", secret.name())
                  .put("CreatedDate", secret.createdAt().toEpochMilli() / 1000.0);
          var versions = answer.putObject("VersionIdsToStages");
          secret
              .versions()
              .forEach(version -> stages(versions.putArray(version.id()), version.stages()));
          return answer;
        });
  }

  private Prepared putValue(Input input) {
    var secret = secrets.find(input.text("SecretId"));
    var string = input.optionalText("SecretString");
    var binary = input.optionalBytes("SecretBinary");
    if ((string == null) == (binary == null)) {
      throw new AwsError(
          "InvalidParameterException", 400, "either SecretString or SecretBinary is required");
    }
    if (Math.max(length(string), binary == null ? 0 : binary.length) > LARGEST_VALUE) {
      throw Input.invalid("a secret value has at most %d bytes".formatted(LARGEST_VALUE));
    }
    var versionId =
        Objects.requireNonNullElseGet(
            input.optionalText("ClientRequestToken"), () -> UUID.randomUUID().toString());
    var stages =
        input.has("VersionStages")
            ? Set.copyOf(input.texts("VersionStages"))
            : Set.of(Secret.CURRENT);
    return new Prepared(
        secrets.needsToWrite(secret.arn()),
        () -> {
          secrets.put(secret.arn(), versionId, string, binary, stages);
          ObjectNode answer =
              Json.object()
                  .put("ARN", secret.arn())
                  .put("Name", secret.name())
                  .put("VersionId", versionId);
          stages(answer.putArray("VersionStages"), stages);
          return answer;
        });
  }

  private Prepared moveStage(Input input) {
    var secret = secrets.find(input.text("SecretId"));
    var stage = input.text("VersionStage");
    var to = input.optionalText("MoveToVersionId");
    var from = input.optionalText("RemoveFromVersionId");
    if (to == null && from == null) {
      throw new AwsError(
          "InvalidParameterException", 400, "a stage is moved to a version, from one, or both");
    }
    return new Prepared(
        need("UpdateSecretVersionStage", secret),
        () -> {
          secrets.move(secret.arn(), stage, to, from);
          return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
        });
  }

  private static int length(@Nullable String string) {
    return string == null ? 0 : string.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Need> need(String operation, Secret secret) {
    return List.of(
        new Need(
            "secretsmanager:" + operation,
            secret.arn(),
            Map.of("secretsmanager:SecretId", secret.arn())));
  }

  private static void stages(ArrayNode into, Set<String> stages) {
    new TreeSet<>(stages).forEach(into::add);
  }
}
