/// Reads what the CDK synthesized: the stacks of one cell, their resources, and what their
/// intrinsics mean here.
@NullMarked
package dev.cellwright.localcell.template;

import org.jspecify.annotations.NullMarked;
