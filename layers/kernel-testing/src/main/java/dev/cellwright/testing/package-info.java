/// A real cell for tests: PostgreSQL, the Data API, KMS and the functions, in one JVM.
///
/// Begin at [TestCell].
@NullMarked
package dev.cellwright.testing;

import org.jspecify.annotations.NullMarked;
