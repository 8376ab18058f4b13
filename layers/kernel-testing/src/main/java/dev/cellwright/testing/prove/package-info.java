/// Proves from the catalog that no tenant reaches another's data, however it is tried.
///
/// Begin at [LeakProver]. Everything happens in one transaction that is rolled back.
@NullMarked
package dev.cellwright.testing.prove;

import org.jspecify.annotations.NullMarked;
