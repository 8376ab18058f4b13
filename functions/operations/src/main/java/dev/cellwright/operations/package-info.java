/// Operations: what tells people and machines about the cell itself. Health, and the API's
/// documents.
@NullMarked
package dev.cellwright.operations;

import org.jspecify.annotations.NullMarked;
