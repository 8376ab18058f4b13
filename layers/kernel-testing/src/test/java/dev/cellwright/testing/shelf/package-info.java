/// A module for the kernel's own tests.
@NullMarked
package dev.cellwright.testing.shelf;

import org.jspecify.annotations.NullMarked;
