/// Records as the shape of JSON: schema, strict reading, writing by clearance.
@NullMarked
package dev.cellwright.kernel.shape;

import org.jspecify.annotations.NullMarked;
