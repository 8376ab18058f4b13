/// Runs Lambda functions in processes of their own, each with AWS's runtime interface client.
@NullMarked
package dev.cellwright.localcell.isolated;

import org.jspecify.annotations.NullMarked;
