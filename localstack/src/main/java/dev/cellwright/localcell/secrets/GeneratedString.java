package dev.cellwright.localcell.secrets;

import com.fasterxml.jackson.databind.JsonNode;

/// The `GenerateSecretString` of a template: how a secret's first value is made up.
public record GeneratedString(JsonNode properties) {}
