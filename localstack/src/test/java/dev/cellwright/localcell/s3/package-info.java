/// The local S3, as the unchanged clients and a browser see it.
@NullMarked
package dev.cellwright.localcell.s3;

import org.jspecify.annotations.NullMarked;
