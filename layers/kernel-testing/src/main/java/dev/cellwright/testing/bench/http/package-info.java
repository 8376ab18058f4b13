/// Measures a running cell as its clients meet it.
@NullMarked
package dev.cellwright.testing.bench.http;

import org.jspecify.annotations.NullMarked;
