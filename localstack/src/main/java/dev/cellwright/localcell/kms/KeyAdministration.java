package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.kms.Keys.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The operations by which keys and aliases come and go, and are looked at.
record KeyAdministration(Keys keys) {

  Map<String, Known> operations() {
    return Map.of(
        "DescribeKey", new Known(Set.of("KeyId"), this::describe),
        "CreateKey",
            new Known(Set.of("KeySpec", "KeyUsage", "Description", "Tags"), this::createKey),
        "DisableKey", new Known(Set.of("KeyId"), input -> enable(input, false)),
        "EnableKey", new Known(Set.of("KeyId"), input -> enable(input, true)),
        "CreateAlias", new Known(Set.of("AliasName", "TargetKeyId"), this::createAlias),
        "UpdateAlias", new Known(Set.of("AliasName", "TargetKeyId"), this::updateAlias),
        "DeleteAlias", new Known(Set.of("AliasName"), this::deleteAlias),
        "ListAliases", new Known(Set.of("KeyId"), this::listAliases));
  }

  /// What a caller needs to do something with a key. Its tags and aliases are conditions' to ask
  /// for.
  static Need need(Keys keys, Key key, String operation, Map<String, String> conditions) {
    var conditionKeys = new HashMap<>(conditions);
    conditionKeys.put("kms:KeySpec", key.kind().name());
    conditionKeys.put("kms:KeyUsage", key.kind().usage());
    key.tags().forEach((name, value) -> conditionKeys.put("aws:ResourceTag/" + name, value));
    var aliases =
        keys.aliases().stream()
            .filter(alias -> alias.key().equals(key.id()))
            .map(Alias::name)
            .collect(Collectors.joining("\n"));
    if (!aliases.isEmpty()) {
      conditionKeys.put("kms:ResourceAliases", aliases);
    }
    return new Need("kms:" + operation, keys.arn(key), conditionKeys);
  }

  private Prepared describe(Input input) {
    var key = keys.find(input.text("KeyId"));
    return KeyUse.on(keys, key, "DescribeKey", Map.of(), () -> KeyUse.metadata(keys, key));
  }

  private Prepared createKey(Input input) {
    var kind = kind(input);
    var tags = tags(input);
    var id = UUID.randomUUID();
    var conditions = new HashMap<String, String>();
    conditions.put("kms:KeySpec", kind.name());
    conditions.put("kms:KeyUsage", kind.usage());
    tags.forEach((name, value) -> conditions.put("aws:RequestTag/" + name, value));
    var needs = new ArrayList<Need>();
    needs.add(new Need("kms:CreateKey", "*", conditions));
    if (!tags.isEmpty()) {
      conditions.put("aws:TagKeys", String.join("\n", tags.keySet()));
      needs.add(new Need("kms:TagResource", keys.arn(id), conditions));
    }
    var description = Objects.requireNonNullElse(input.optionalText("Description"), "");
    return new Prepared(
        needs, () -> KeyUse.metadata(keys, keys.create(id, kind, description, tags)));
  }

  private static Kind kind(Input input) {
    try {
      return Kind.of(
          Objects.requireNonNullElse(input.optionalText("KeySpec"), "SYMMETRIC_DEFAULT"),
          Objects.requireNonNullElse(input.optionalText("KeyUsage"), "ENCRYPT_DECRYPT"));
    } catch (IllegalArgumentException e) {
      throw Input.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> tags(Input input) {
    var tags = new HashMap<String, String>();
    for (var tag : input.list("Tags")) {
      if (!tag.path("TagKey").isTextual() || !tag.path("TagValue").isTextual() || tag.size() != 2) {
        throw Input.invalid("a tag is {TagKey, TagValue}");
      }
      tags.put(tag.path("TagKey").asText(), tag.path("TagValue").asText());
    }
    return Map.copyOf(tags);
  }

  private Prepared enable(Input input, boolean enabled) {
    var key = byId(input, "KeyId");
    return new Prepared(
        List.of(need(keys, key, enabled ? "EnableKey" : "DisableKey", Map.of())),
        () -> {
          keys.enable(key, enabled);
          return Json.object();
        });
  }

  private Prepared createAlias(Input input) {
    var name = name(input);
    var key = byId(input, "TargetKeyId");
    return new Prepared(
        List.of(onAlias("CreateAlias", name), need(keys, key, "CreateAlias", Map.of())),
        () -> {
          keys.point(name, key, true);
          return Json.object();
        });
  }

  /// It needs the permission for the alias, for the key that it leaves and for the one it goes to.
  private Prepared updateAlias(Input input) {
    var name = name(input);
    var key = byId(input, "TargetKeyId");
    var before = keys.find(keys.alias(name).key().toString());
    return new Prepared(
        List.of(
            onAlias("UpdateAlias", name),
            need(keys, before, "UpdateAlias", Map.of()),
            need(keys, key, "UpdateAlias", Map.of())),
        () -> {
          keys.point(name, key, false);
          return Json.object();
        });
  }

  private Prepared deleteAlias(Input input) {
    var name = name(input);
    var key = keys.find(keys.alias(name).key().toString());
    return new Prepared(
        List.of(onAlias("DeleteAlias", name), need(keys, key, "DeleteAlias", Map.of())),
        () -> {
          keys.drop(name);
          return Json.object();
        });
  }

  private Prepared listAliases(Input input) {
    var key = input.has("KeyId") ? byId(input, "KeyId") : null;
    return new Prepared(
        List.of(new Need("kms:ListAliases", "*", Map.of())),
        () -> {
          var answer = Json.object().put("Truncated", false);
          var list = answer.putArray("Aliases");
          keys.aliases().stream()
              .filter(alias -> key == null || alias.key().equals(key.id()))
              .forEach(alias ->
                  list.addObject()
                      .put("AliasName", alias.name())
                      .put("AliasArn", keys.aliasArn(alias.name()))
                      .put("TargetKeyId", alias.key().toString())
                      .put("CreationDate", alias.createdAt().toEpochMilli() / 1000.0)
                      .put("LastUpdatedDate", alias.updatedAt().toEpochMilli() / 1000.0));
          return answer;
        });
  }

  private Need onAlias(String operation, String name) {
    return new Need("kms:" + operation, keys.aliasArn(name), Map.of());
  }

  private static String name(Input input) {
    var name = input.text("AliasName");
    if (!name.matches("alias/[A-Za-z0-9/_-]{1,250}") || name.startsWith("alias/aws/")) {
      throw new AwsError("InvalidAliasNameException", 400, "no alias can be named " + name);
    }
    return name;
  }

  /// A key by its id or ARN: these operations take no alias in its place.
  private Key byId(Input input, String member) {
    var id = input.text(member);
    if (id.startsWith("alias/") || id.contains(":alias/")) {
      throw new AwsError("NotFoundException", 400, "Invalid keyId '%s'".formatted(id));
    }
    return keys.find(id);
  }
}
