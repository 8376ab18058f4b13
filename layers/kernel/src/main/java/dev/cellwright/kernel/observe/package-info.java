/// Structured logs and metrics.
@NullMarked
package dev.cellwright.kernel.observe;

import org.jspecify.annotations.NullMarked;
