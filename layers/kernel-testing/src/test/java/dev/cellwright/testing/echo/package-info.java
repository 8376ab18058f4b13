/// A module that listens to books and runs jobs, in ways that tests tell it.
@NullMarked
package dev.cellwright.testing.echo;

import org.jspecify.annotations.NullMarked;
