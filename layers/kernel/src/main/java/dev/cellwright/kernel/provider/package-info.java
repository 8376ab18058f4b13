/// What providers tell a cell in signed callbacks, and how it is found out that it was they.
@NullMarked
package dev.cellwright.kernel.provider;

import org.jspecify.annotations.NullMarked;
