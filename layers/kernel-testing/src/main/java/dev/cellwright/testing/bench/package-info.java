/// Measures the product against the bounds that it holds itself to: `./cell bench`.
@NullMarked
package dev.cellwright.testing.bench;

import org.jspecify.annotations.NullMarked;
