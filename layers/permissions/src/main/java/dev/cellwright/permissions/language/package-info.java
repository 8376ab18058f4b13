/// Reads the OpenFGA language: one text with a whole model, or a text of each module, merged.
///
/// The grammar is the language's own (library `openfga-language`). What a text must mean beyond it
/// is checked here, each rule in a class of its own, and every problem names its place.
@NullMarked
package dev.cellwright.permissions.language;

import org.jspecify.annotations.NullMarked;
