/// Tests of the notifications module, against a real database.
@NullMarked
package dev.cellwright.notifications;

import org.jspecify.annotations.NullMarked;
