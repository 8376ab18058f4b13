/// Keeps the documents of the repository true, as far as that can be checked without a cell.
@NullMarked
package dev.cellwright.documents;

import org.jspecify.annotations.NullMarked;
