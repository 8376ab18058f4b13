package dev.cellwright.audit;

/// Something that doesn't verify.
record Complaint(String complaint) {}
