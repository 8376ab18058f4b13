package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One stack of a cell: its template, where it is deployed, and the stacks that are deployed before
/// it.
///
/// @param id the artifact id in its assembly
/// @param name the name CloudFormation would show
/// @param dependsOn artifact ids of the stacks it names as its direct dependencies
public record Stack(
    String id,
    String name,
    String account,
    String region,
    JsonNode template,
    List<String> dependsOn,
    Assets assets) {

  @Override
  public String toString() {
    return name;
  }
}
