/// Who asks: access tokens and the signed database context.
@NullMarked
package dev.cellwright.kernel.auth;

import org.jspecify.annotations.NullMarked;
