/// Why somebody may or may not, who has what, and what a change would do.
@NullMarked
package dev.cellwright.testing.explain;

import org.jspecify.annotations.NullMarked;
