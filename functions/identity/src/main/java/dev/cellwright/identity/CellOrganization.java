package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// An organization, as those see it who run the cell: that it is there, and how large.
///
/// @param members how many have accepted
@Doc("An organization of the cell; nothing of what is in it")
record CellOrganization(
    UUID id,
    String name,
    String plan,
    boolean personal,
    long members,
    Instant createdAt,
    long version) {}
