package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of an endpoint.
@Doc("Changes of an endpoint, as a JSON Merge Patch")
record EndpointPatch(@Text Change<String> name, Change<Boolean> active) {}
