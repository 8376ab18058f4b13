/// What a delivery is checked by, past the tests: what it would lose, and what it is made of.
@org.jspecify.annotations.NullMarked
package dev.cellwright.delivery;
