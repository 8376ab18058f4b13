/// Who calls, and what the roles of the template let them do.
@NullMarked
package dev.cellwright.localcell.iam;

import org.jspecify.annotations.NullMarked;
