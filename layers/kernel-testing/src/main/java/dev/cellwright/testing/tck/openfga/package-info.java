/// Published cases for permissions in OpenFGA's format, put to the engine.
@NullMarked
package dev.cellwright.testing.tck.openfga;

import org.jspecify.annotations.NullMarked;
