package dev.cellwright.notifications;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.notice.Notice;
import dev.cellwright.kernel.phone.SnsPhones;
import dev.cellwright.kernel.socket.SocketHandler;
import dev.cellwright.kernel.socket.Sockets;
import java.util.ArrayList;
import java.util.List;

/// Declares the notifications module.
public final class NotificationsModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("notifications", "1.0.0")
        .summary("What people are told of, in which ways, and when.")
        .dependsOn("identity", "access")
        .routes(NotificationRoutes.ROUTES)
        .routes(PreferenceRoutes.ROUTES)
        .routes(SettingRoutes.ROUTES)
        .routes(WatchRoutes.ROUTES)
        .routes(PhoneRoutes.ROUTES)
        .routes(FeedRoutes.ROUTES)
        .routes(TemplateRoutes.ROUTES)
        .routes(EmailRoutes.ROUTES)
        .publishesInside("notification.created", NotificationEvent.Created.class)
        .publishes("notification.forwarded", NotificationEvent.Forwarded.class)
        .publishesInside("notification.mail_due", NotificationEvent.MailDue.class)
        .publishesInside("notification.push_due", NotificationEvent.PushDue.class)
        .publishesInside("notification.sms_due", NotificationEvent.SmsDue.class)
        .publishesInside("notification.routing_due", NotificationEvent.RoutingDue.class)
        .publishesInside("inbox.changed", NotificationEvent.InboxChanged.class)
        .publishesInside("digest.due", NotificationEvent.DigestDue.class)
        .publishesInside("push_device.registered", NotificationEvent.DeviceRegistered.class)
        .publishesInside("sms_number.code_due", NotificationEvent.CodeDue.class)
        .notifies(
            List.of(Notice.of("webhook.disabled").tellsOrganizations("admin").critical().build()))
        .publishesInside("email.requested", EmailEvent.Requested.class)
        .publishesInside("email.due", EmailEvent.Due.class)
        .publishesInside("email.bounced", EmailEvent.Bounced.class)
        .notifies(EmailNotices.NOTICES)
        .mails(EmailTemplates.TEMPLATES)
        .listens(NotificationListeners.LISTENERS)
        .listens(SocketListeners.LISTENERS)
        .listens(EmailListeners.LISTENERS)
        .runs(NotificationJobs.SCHEDULES)
        .runs(SocketJobs.SCHEDULES)
        .runs(EmailJobs.SCHEDULES)
        .sockets()
        .usesBehind(CellResource.PUSH)
        .usesBehind(CellResource.SOCKETS)
        .usesBehind(CellResource.EMAIL)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Endpoint.bind(NotificationRoutes.ROUTES, new NotificationRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(PreferenceRoutes.ROUTES, new PreferenceRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(SettingRoutes.ROUTES, new SettingRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(WatchRoutes.ROUTES, new WatchRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(PhoneRoutes.ROUTES, new PhoneRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(FeedRoutes.ROUTES, new FeedRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(TemplateRoutes.ROUTES, new TemplateRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(EmailRoutes.ROUTES, new EmailRoutes(kernel)));
    return endpoints;
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    var listeners = new ArrayList<BoundListener>();
    listeners.addAll(
        BoundListener.bind(
            NotificationListeners.LISTENERS,
            new NotificationListeners(
                kernel, new SnsPhones(kernel.aws().sns(), kernel.environment()))));
    listeners.addAll(BoundListener.bind(SocketListeners.LISTENERS, new SocketListeners(kernel)));
    listeners.addAll(BoundListener.bind(EmailListeners.LISTENERS, new EmailListeners(kernel)));
    return listeners;
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    var schedules = new ArrayList<BoundSchedule>();
    schedules.addAll(BoundSchedule.bind(NotificationJobs.SCHEDULES, new NotificationJobs(kernel)));
    schedules.addAll(BoundSchedule.bind(SocketJobs.SCHEDULES, new SocketJobs(kernel)));
    schedules.addAll(BoundSchedule.bind(EmailJobs.SCHEDULES, new EmailJobs(kernel)));
    return schedules;
  }

  @Override
  public SocketHandler sockets(Kernel kernel) {
    return new SocketActions(kernel, new Sockets(kernel.aws().sockets()));
  }
}
