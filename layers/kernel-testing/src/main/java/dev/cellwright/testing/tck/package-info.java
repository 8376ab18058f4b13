/// Published test vectors, put to the product.
@NullMarked
package dev.cellwright.testing.tck;

import org.jspecify.annotations.NullMarked;
