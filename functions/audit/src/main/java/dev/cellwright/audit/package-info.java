/// The trail: who changed what, when, from where and on whose behalf.
///
/// The rows are written by triggers of the core, which no module can go around. This module shows
/// them, hands them out as files, seals them into a chain that a stranger can verify without the
/// cell, and moves what is old into the archive. Only [dev.cellwright.audit.AuditModule] is public.
@NullMarked
package dev.cellwright.audit;

import org.jspecify.annotations.NullMarked;
