/// Tests of the package of the same name.
@NullMarked
package dev.cellwright.kernel.observe;

import org.jspecify.annotations.NullMarked;
