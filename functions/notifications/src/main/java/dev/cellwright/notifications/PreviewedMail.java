package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// A mail as it would be sent.
@Doc("A mail as it would be sent")
record PreviewedMail(
    String locale,
    String subject,
    String html,
    String text,
    @Doc("Variables that the template uses and was not given") List<String> missing) {}
