/// The cell's PostgreSQL on this machine: real binaries, unpacked once, started and stopped with
/// us.
@NullMarked
package dev.cellwright.localcell.postgres;

import org.jspecify.annotations.NullMarked;
