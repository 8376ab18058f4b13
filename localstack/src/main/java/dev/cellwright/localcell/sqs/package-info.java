/// SQS: standard queues, kept in the cell's PostgreSQL, fair between message groups.
@NullMarked
package dev.cellwright.localcell.sqs;

import org.jspecify.annotations.NullMarked;
