/// Pushes to devices and text messages, through Amazon SNS.
@NullMarked
package dev.cellwright.kernel.phone;

import org.jspecify.annotations.NullMarked;
