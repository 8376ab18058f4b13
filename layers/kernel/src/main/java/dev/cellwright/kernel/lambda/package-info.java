/// The way in from AWS Lambda.
@NullMarked
package dev.cellwright.kernel.lambda;

import org.jspecify.annotations.NullMarked;
