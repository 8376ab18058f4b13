package dev.cellwright.notifications;

import dev.cellwright.kernel.notice.Channel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody said of one thing: that they watch it, or want to hear nothing of it.
///
/// @param channels how they are told of it; null for as of anything
record Topic(boolean muted, @Nullable Set<Channel> channels) {}
