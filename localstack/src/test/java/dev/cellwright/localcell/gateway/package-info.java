@NullMarked
package dev.cellwright.localcell.gateway;

import org.jspecify.annotations.NullMarked;
