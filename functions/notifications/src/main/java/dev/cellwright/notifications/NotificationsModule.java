package dev.cellwright.notifications;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.notice.Notice;
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
        .routes(TemplateRoutes.ROUTES)
        .routes(EmailRoutes.ROUTES)
        .publishes("notification.created", NotificationEvent.Created.class)
        .publishes("notification.forwarded", NotificationEvent.Forwarded.class)
        .publishes("notification.mail_due", NotificationEvent.MailDue.class)
        .publishes("notification.push_due", NotificationEvent.PushDue.class)
        .publishes("notification.sms_due", NotificationEvent.SmsDue.class)
        .publishes("notification.routing_due", NotificationEvent.RoutingDue.class)
        .publishes("inbox.changed", NotificationEvent.InboxChanged.class)
        .publishes("digest.due", NotificationEvent.DigestDue.class)
        .publishes("push_device.registered", NotificationEvent.DeviceRegistered.class)
        .publishes("sms_number.code_due", NotificationEvent.CodeDue.class)
        .notifies(
            List.of(Notice.of("webhook.disabled").tellsOrganizations("admin").critical().build()))
        .publishes("email.requested", EmailEvent.Requested.class)
        .publishes("email.due", EmailEvent.Due.class)
        .publishes("email.bounced", EmailEvent.Bounced.class)
        .notifies(EmailNotices.NOTICES)
        .mails(EmailTemplates.TEMPLATES)
        .listens(NotificationListeners.LISTENERS)
        .listens(EmailListeners.LISTENERS)
        .runs(NotificationJobs.SCHEDULES)
        .runs(EmailJobs.SCHEDULES)
        .usesBehind(CellResource.PUSH)
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
    endpoints.addAll(Endpoint.bind(TemplateRoutes.ROUTES, new TemplateRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(EmailRoutes.ROUTES, new EmailRoutes(kernel)));
    return endpoints;
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    var listeners =
        new ArrayList<>(
            BoundListener.bind(
                NotificationListeners.LISTENERS,
                new NotificationListeners(
                    kernel, new SnsPhones(kernel.aws().sns(), kernel.environment()))));
    listeners.addAll(BoundListener.bind(EmailListeners.LISTENERS, new EmailListeners(kernel)));
    return listeners;
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    var schedules =
        new ArrayList<>(
            BoundSchedule.bind(NotificationJobs.SCHEDULES, new NotificationJobs(kernel)));
    schedules.addAll(BoundSchedule.bind(EmailJobs.SCHEDULES, new EmailJobs(kernel)));
    return schedules;
  }
}
