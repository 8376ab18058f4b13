/// OpenAPI documents printed from module declarations.
@NullMarked
package dev.cellwright.kernel.openapi;

import org.jspecify.annotations.NullMarked;
