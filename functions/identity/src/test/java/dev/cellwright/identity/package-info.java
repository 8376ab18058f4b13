/// Identity's tests: one class for each thing the module can do.
@NullMarked
package dev.cellwright.identity;

import org.jspecify.annotations.NullMarked;
