package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// Something that people can be told of.
@Doc(
    "A type of which people are told: in these ways, unless they or their organization say otherwise")
@Cleared(Clearance.PUBLIC)
record NoticeType(
    String type,
    List<String> channels,
    @Doc("It gets through in the app and by mail, also to those who muted it") boolean critical) {}
