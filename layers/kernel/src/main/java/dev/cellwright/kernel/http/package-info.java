/// HTTP, from the matched route to the answer.
@NullMarked
package dev.cellwright.kernel.http;

import org.jspecify.annotations.NullMarked;
