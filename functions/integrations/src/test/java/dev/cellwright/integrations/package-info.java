/// Tests of the integrations module.
@NullMarked
package dev.cellwright.integrations;

import org.jspecify.annotations.NullMarked;
