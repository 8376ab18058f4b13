/// S3: the buckets of the template, their objects with versions and locks, and the REST protocol
/// that the unchanged clients and browsers speak.
@NullMarked
package dev.cellwright.localcell.s3;

import org.jspecify.annotations.NullMarked;
