package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;

/// A mail that is on its way.
@Doc("A mail that is on its way; its id is the one in the log")
record RequestedMail(UUID id) {}
