/// Files in the cell's buckets: written whole or not at all, hashed on their way, handed out by
/// addresses that are good for a while.
@NullMarked
package dev.cellwright.kernel.files;

import org.jspecify.annotations.NullMarked;
