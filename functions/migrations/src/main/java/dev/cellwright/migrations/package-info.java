/// What makes a cell's database ready for its code: two custom resources, each a function; and what
/// rotates its keys and passwords later.
///
/// [Bootstrap] goes through the Data API as the master and makes what only the master may make: the
/// roles, their passwords, the keys that sign contexts. [Migrate] logs in as the migrator and
/// brings the schemas of the core and of every module up to date. Both may run again at any time;
/// neither undoes anything when its resource is deleted. [Rotate] is the operator's to call.
@NullMarked
package dev.cellwright.migrations;

import org.jspecify.annotations.NullMarked;
