/// Mail that leaves the cell, through Amazon SES.
@NullMarked
package dev.cellwright.kernel.mail;

import org.jspecify.annotations.NullMarked;
