/// The front that the unchanged AWS clients talk to: signature, permission, operation, log.
@NullMarked
package dev.cellwright.localcell.aws;

import org.jspecify.annotations.NullMarked;
