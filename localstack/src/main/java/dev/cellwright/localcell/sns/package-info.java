/// SNS, for mobile push and SMS: what is published is checked as SNS checks it, kept in the cell's
/// PostgreSQL, and goes nowhere.
@NullMarked
package dev.cellwright.localcell.sns;

import org.jspecify.annotations.NullMarked;
