/// Runs Lambda functions in this process, each in a class loader of its own.
@NullMarked
package dev.cellwright.localcell.lambda;

import org.jspecify.annotations.NullMarked;
