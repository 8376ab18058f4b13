package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import java.util.List;

/// What the module does about mail: writes letters about notifications, sends everybody's, and
/// notes what became of them.
final class EmailListeners {
  static final List<Listener<EmailListeners>> LISTENERS =
      List.of(
          Listener.<EmailListeners>to("notification.mail_due")
              .named("write_notification_mail")
              .by(EmailListeners::write),
          Listener.<EmailListeners>to("email.requested")
              .named("send_email")
              .repeatable()
              .by((listeners, event) -> listeners.sendEmail.send(event.entityId())),
          Listener.<EmailListeners>to("email.due")
              .named("send_email_again")
              .repeatable()
              .by((listeners, event) -> listeners.sendEmail.send(event.entityId())),
          Listener.<EmailListeners>toAws("ses")
              .named("note_mail_event")
              .by((listeners, event) -> listeners.noteMailEvent.note(event)));

  private final Database database;
  private final SendEmail sendEmail;
  private final NoteMailEvent noteMailEvent;

  EmailListeners(Kernel kernel) {
    database = kernel.database();
    sendEmail = new SendEmail(kernel);
    noteMailEvent = new NoteMailEvent(database);
  }

  private void write(Event event) {
    var outcome =
        database.run(Command.of(EmailStore.write(event.data(NotificationEvent.MailDue.class))));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
