/// The one database call: reads, commands, lists.
@NullMarked
package dev.cellwright.kernel.data;

import org.jspecify.annotations.NullMarked;
