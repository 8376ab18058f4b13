package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.mail.MailTemplate;
import java.util.List;

/// The kinds of mail that this module writes itself.
final class EmailTemplates {
  static final List<MailTemplate> TEMPLATES =
      List.of(
          MailTemplate.of("notification")
              .with("title", "Anna assigned you “Feed the cat”")
              .with("body", "It is due tomorrow.")
              .with("type", "task.assigned")
              .with("url", "/tasks/018f0000-0000-7000-8000-000000000000")
              .with("actor", "Anna")
              .with("entity_title", "Feed the cat"),
          MailTemplate.of("digest")
              .with("frequency", "daily")
              .with("count", JsonNodeFactory.instance.numberNode(1))
              .with("one", JsonNodeFactory.instance.booleanNode(true))
              .with(
                  "groups",
                  JsonNodeFactory.instance
                      .arrayNode()
                      .add(
                          JsonNodeFactory.instance
                              .objectNode()
                              .put("type", "task.assigned")
                              .put("count", 1)
                              .set(
                                  "items",
                                  JsonNodeFactory.instance
                                      .arrayNode()
                                      .add(
                                          JsonNodeFactory.instance
                                              .objectNode()
                                              .put("title", "Anna assigned you “Feed the cat”")
                                              .put("body", "It is due tomorrow.")
                                              .put("url", "/tasks/1"))))));

  private EmailTemplates() {}
}
