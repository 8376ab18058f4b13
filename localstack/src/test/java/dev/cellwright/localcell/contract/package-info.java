/// What we believe of AWS, as tests that ask whoever answers: the local cell, LocalStack, or AWS.
@NullMarked
package dev.cellwright.localcell.contract;

import org.jspecify.annotations.NullMarked;
