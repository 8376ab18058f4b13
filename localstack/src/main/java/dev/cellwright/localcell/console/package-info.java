/// What the person at the laptop may see and move under `/_cell/`; it is in no template.
@NullMarked
package dev.cellwright.localcell.console;

import org.jspecify.annotations.NullMarked;
