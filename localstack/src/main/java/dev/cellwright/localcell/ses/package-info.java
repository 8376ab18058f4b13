/// SES: mail is taken as SES takes it, kept in the cell's PostgreSQL, and goes nowhere.
@NullMarked
package dev.cellwright.localcell.ses;

import org.jspecify.annotations.NullMarked;
