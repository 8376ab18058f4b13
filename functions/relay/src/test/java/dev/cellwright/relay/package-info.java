@NullMarked
package dev.cellwright.relay;

import org.jspecify.annotations.NullMarked;
