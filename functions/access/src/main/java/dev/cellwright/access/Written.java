package dev.cellwright.access;

/// Whether a grant or its revocation changed something.
record Written(boolean changed) {}
