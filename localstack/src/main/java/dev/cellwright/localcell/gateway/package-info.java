/// Stands in for API Gateway: routes, checks and events by the OpenAPI documents of the template's
/// REST APIs.
@NullMarked
package dev.cellwright.localcell.gateway;

import org.jspecify.annotations.NullMarked;
