@NullMarked
package dev.cellwright.notifications;

import org.jspecify.annotations.NullMarked;
