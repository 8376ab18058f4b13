@NullMarked
package dev.cellwright.audit;

import org.jspecify.annotations.NullMarked;
