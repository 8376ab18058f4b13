/// Tests of the package of the same name.
@NullMarked
package dev.cellwright.kernel.http;

import org.jspecify.annotations.NullMarked;
