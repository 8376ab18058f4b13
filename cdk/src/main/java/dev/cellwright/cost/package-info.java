/// What a cell costs while nobody uses it: `./cell cost`, from its templates and a table of prices.
@NullMarked
package dev.cellwright.cost;

import org.jspecify.annotations.NullMarked;
