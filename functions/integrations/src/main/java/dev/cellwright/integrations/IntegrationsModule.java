package dev.cellwright.integrations;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Declares the integrations module.
public final class IntegrationsModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("integrations", "1.0.0")
        .summary("Webhooks out to others' systems, and doors for providers' callbacks in.")
        .dependsOn("identity")
        .routes(WebhookRoutes.ROUTES)
        .routes(DeliveryRoutes.ROUTES)
        .routes(EndpointRoutes.ROUTES)
        .routes(ProviderRoutes.ROUTES)
        .publishes("webhook.created", WebhookEvent.Created.class)
        .publishes("webhook.updated", WebhookEvent.Updated.class)
        .publishes("webhook.deleted", WebhookEvent.Deleted.class)
        .publishes("webhook.disabled", WebhookEvent.Disabled.class)
        .publishesInside("webhook_delivery.due", WebhookEvent.Due.class)
        .publishes("provider.received", ProviderEvent.Received.class)
        .listens(Listeners.LISTENERS)
        .runs(Jobs.SCHEDULES)
        .uses(CellResource.PROVIDER_SECRETS)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var events = SubscribableEvents.ofCell();
    var wishes = new Wishes(Couriers.targets(kernel), events);
    var providers = Providers.onClassPath();
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(
        Endpoint.bind(WebhookRoutes.ROUTES, new WebhookRoutes(kernel, wishes, events)));
    endpoints.addAll(Endpoint.bind(DeliveryRoutes.ROUTES, new DeliveryRoutes(kernel, wishes)));
    endpoints.addAll(Endpoint.bind(EndpointRoutes.ROUTES, new EndpointRoutes(kernel, providers)));
    endpoints.addAll(Endpoint.bind(ProviderRoutes.ROUTES, new ProviderRoutes(kernel, providers)));
    return endpoints;
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    return BoundListener.bind(Listeners.LISTENERS, new Listeners(kernel));
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    return BoundSchedule.bind(Jobs.SCHEDULES, new Jobs(kernel));
  }
}
