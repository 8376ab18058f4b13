package dev.cellwright.localcell.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The `GenerateSecretString` of a template: how a secret's first value is made up.
public record GeneratedString(JsonNode properties) {
  private static final Set<String> KNOWN =
      Set.of(
          "ExcludeCharacters",
          "ExcludeLowercase",
          "ExcludeNumbers",
          "ExcludePunctuation",
          "ExcludeUppercase",
          "GenerateStringKey",
          "IncludeSpace",
          "PasswordLength",
          "RequireEachIncludedType",
          "SecretStringTemplate");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Refuses properties that we don't know.
  public GeneratedString {
    properties
        .fieldNames()
        .forEachRemaining(name -> {
          if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("GenerateSecretString has no " + name);
          }
        });
    if (properties.has("SecretStringTemplate") != properties.has("GenerateStringKey")) {
      throw new IllegalArgumentException(
          "GenerateSecretString needs SecretStringTemplate and GenerateStringKey together");
    }
  }

  /// A new value, different each time.
  String make() {
    var password = password();
    if (!properties.has("SecretStringTemplate")) {
      return password;
    }
    try {
      var template = Json.MAPPER.readTree(properties.path("SecretStringTemplate").asText());
      if (template instanceof ObjectNode object) {
        return object.put(properties.path("GenerateStringKey").asText(), password).toString();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("SecretStringTemplate is not JSON", e);
    }
    throw new IllegalArgumentException("SecretStringTemplate is not a JSON object");
  }

  private String password() {
    var types = types();
    var all = String.join("", types);
    var length = Integer.parseInt(properties.path("PasswordLength").asText("32"));
    var characters = new ArrayList<Character>();
    if (!isFalse("RequireEachIncludedType")) {
      types.forEach(type -> characters.add(pick(type)));
    }
    if (length > 4096 || characters.size() > length) {
      throw new IllegalArgumentException("PasswordLength " + length + " does not fit");
    }
    while (characters.size() < length) {
      characters.add(pick(all));
    }
    Collections.shuffle(characters, RANDOM);
    var password = new StringBuilder(length);
    characters.forEach(password::append);
    return password.toString();
  }

  private List<String> types() {
    var types = new ArrayList<String>();
    add(types, !isTrue("ExcludeLowercase"), "abcdefghijklmnopqrstuvwxyz");
    add(types, !isTrue("ExcludeUppercase"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    add(types, !isTrue("ExcludeNumbers"), "0123456789");
    add(types, !isTrue("ExcludePunctuation"), "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    add(types, isTrue("IncludeSpace"), " ");
    if (types.isEmpty()) {
      throw new IllegalArgumentException("GenerateSecretString excludes every character");
    }
    return types;
  }

  private void add(List<String> types, boolean included, String characters) {
    var excluded = properties.path("ExcludeCharacters").asText("");
    var left = new StringBuilder();
    characters
        .chars()
        .filter(character -> excluded.indexOf(character) < 0)
        .forEach(left::appendCodePoint);
    if (included && !left.isEmpty()) {
      types.add(left.toString());
    }
  }

  private static char pick(String characters) {
    return characters.charAt(RANDOM.nextInt(characters.length()));
  }

  private boolean isTrue(String name) {
    return properties.path(name).asText().equals("true");
  }

  private boolean isFalse(String name) {
    return properties.path(name).asText().equals("false");
  }
}
