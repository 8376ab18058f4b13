package dev.cellwright.permissions.language;

import dev.cellwright.permissions.ParameterType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `condition in_office(ip: ipaddress) { … }`
record ConditionSyntax(
    Word name, @Nullable String module, List<Parameter> parameters, String expression) {

  record Parameter(Word name, ParameterType type) {}
}
