/// Tests of the package of the same name.
@NullMarked
package dev.cellwright.kernel.auth;

import org.jspecify.annotations.NullMarked;
