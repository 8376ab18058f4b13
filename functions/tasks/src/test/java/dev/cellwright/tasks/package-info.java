/// Tests of the tasks module, against a real database.
@NullMarked
package dev.cellwright.tasks;

import org.jspecify.annotations.NullMarked;
