/// A whole cell, seen from outside: the shipped product, synthesized and started as `./cell up`
/// does it, asked over plain HTTP.
@NullMarked
package dev.cellwright.acceptance;

import org.jspecify.annotations.NullMarked;
