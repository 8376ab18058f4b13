/// What a product is: one YAML file, read strictly into records.
///
/// [dev.cellwright.config.ProductFiles] finds a file, [dev.cellwright.config.CellConfig] is what
/// one environment of it comes to. Whatever is wrong is an [dev.cellwright.config.InvalidConfig]
/// that holds a [dev.cellwright.config.Complaint] for every mistake in the file.
@NullMarked
package dev.cellwright.config;

import org.jspecify.annotations.NullMarked;
