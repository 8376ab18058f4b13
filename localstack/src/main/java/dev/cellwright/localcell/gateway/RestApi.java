package dev.cellwright.localcell.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A REST API of the template with its stage, its OpenAPI document's intrinsics already resolved.
///
/// @param name how messages call it: stack and logical id
public record RestApi(
    String name,
    String id,
    String stage,
    Map<String, String> stageVariables,
    String account,
    String region,
    List<String> binaryMediaTypes,
    JsonNode document) {}
