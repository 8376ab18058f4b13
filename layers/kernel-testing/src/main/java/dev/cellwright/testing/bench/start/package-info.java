/// Measures how long things take to start: a function, a cell, a synthesis.
@NullMarked
package dev.cellwright.testing.bench.start;

import org.jspecify.annotations.NullMarked;
