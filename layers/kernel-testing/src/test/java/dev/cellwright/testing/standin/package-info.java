/// A module for the kernel's own tests.
@NullMarked
package dev.cellwright.testing.standin;

import org.jspecify.annotations.NullMarked;
