/// Tests of the access module, with the boards and tasks of the tasks module as objects.
@NullMarked
package dev.cellwright.access;

import org.jspecify.annotations.NullMarked;
