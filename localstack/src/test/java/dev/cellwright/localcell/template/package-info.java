@NullMarked
package dev.cellwright.localcell.template;

import org.jspecify.annotations.NullMarked;
