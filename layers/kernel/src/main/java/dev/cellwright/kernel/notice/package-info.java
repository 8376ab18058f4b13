/// Whom people's notifications go to, declared by the modules whose events they are about.
///
/// A [Notice] is plain data. A deployment makes all of a cell's notices into rows, which the
/// notifications module reads: it knows no other module.
@NullMarked
package dev.cellwright.kernel.notice;

import org.jspecify.annotations.NullMarked;
