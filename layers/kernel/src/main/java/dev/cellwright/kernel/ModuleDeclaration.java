package dev.cellwright.kernel;

import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.event.Schedule;
import dev.cellwright.kernel.http.Access;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.mail.MailTemplate;
import dev.cellwright.kernel.notice.Notice;
import dev.cellwright.kernel.observe.Health;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a module is: the single source from which its routes, documents, permissions, function and
/// database role are derived.
///
/// @param name lower case, unique in a cell; also the name of its database schema and its function
/// @param summary one sentence for the documents
/// @param core whether every cell has it; other modules are picked in `cell-config/`
/// @param parent the module without which this one can't be picked, for a submodule
/// @param dependencies names of modules that must be in the same cell
/// @param listeners what it does about events, its own among them
/// @param schedules what it does at its times
/// @param notices who is told of which events
/// @param mails the kinds of mail that it can write
/// @param uses the cell's resources that the function of its routes may touch besides its own
///   database role
/// @param usesBehind those that the function of its listeners and schedules may touch
/// @param alarms when somebody is to look at what it measures behind its queue
/// @param sockets whether it serves the cell's WebSocket; one module of a cell may
/// @param asksNobody whether its routes are answered without looking at who calls or whose anything
///   is
public record ModuleDeclaration(
    String name,
    String version,
    String summary,
    boolean core,
    @Nullable String parent,
    List<String> dependencies,
    List<EntityType> entities,
    List<Route<?>> routes,
    List<EventType> events,
    List<Listener<?>> listeners,
    List<Schedule<?>> schedules,
    List<Notice> notices,
    List<MailTemplate> mails,
    List<Feature> features,
    Set<CellResource> uses,
    Set<CellResource> usesBehind,
    List<GaugeAlarm> alarms,
    boolean sockets,
    boolean asksNobody) {

  public ModuleDeclaration {
    dependencies = List.copyOf(dependencies);
    entities = List.copyOf(entities);
    routes = List.copyOf(routes);
    events = List.copyOf(events);
    listeners = List.copyOf(listeners);
    schedules = List.copyOf(schedules);
    notices = List.copyOf(notices);
    mails = List.copyOf(mails);
    features = List.copyOf(features);
    uses = Set.copyOf(uses);
    usesBehind = Set.copyOf(usesBehind);
    alarms = List.copyOf(alarms);
    if (asksNobody && !routes.stream().allMatch(ModuleDeclaration::isForAnybody)) {
      throw new IllegalArgumentException(
          name + " asks nobody, but a route of it isn't open to all");
    }
  }

  private static boolean isForAnybody(Route<?> route) {
    return route.access() instanceof Access.Open(var heedsToken) && !heedsToken;
  }

  /// Starts the declaration of a module that every cell has.
  public static Builder core(String name, String version) {
    return new Builder(name, version, true);
  }

  /// Starts the declaration of a module that a product picks.
  public static Builder optional(String name, String version) {
    return new Builder(name, version, false);
  }

  /// The same module with other routes.
  public ModuleDeclaration withRoutes(List<Route<?>> others) {
    return new ModuleDeclaration(
        name,
        version,
        summary,
        core,
        parent,
        dependencies,
        entities,
        others,
        events,
        listeners,
        schedules,
        notices,
        mails,
        features,
        uses,
        usesBehind,
        alarms,
        sockets,
        asksNobody);
  }

  /// Whether it has a queue, and a function behind it: it listens to something, or runs something
  /// at its times.
  public boolean worksBehind() {
    return !listeners.isEmpty() || !schedules.isEmpty();
  }

  /// The role under which the module's function logs in to the database.
  public String databaseRole() {
    return "m_" + name;
  }

  /// Collects a declaration. Each method adds.
  public static final class Builder {
    private final String name;
    private final String version;
    private final boolean core;
    private String summary = "";
    private @Nullable String parent;
    private final List<String> dependencies = new ArrayList<>();
    private final List<EntityType> entities = new ArrayList<>();
    private final List<Route<?>> routes = new ArrayList<>();
    private final List<EventType> events = new ArrayList<>();
    private final List<Listener<?>> listeners = new ArrayList<>();
    private final List<Schedule<?>> schedules = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<MailTemplate> mails = new ArrayList<>();
    private final List<Feature> features = new ArrayList<>();
    private final Set<CellResource> usesBehind = EnumSet.noneOf(CellResource.class);
    private final List<GaugeAlarm> alarms = new ArrayList<>();
    private final Set<CellResource> uses = EnumSet.noneOf(CellResource.class);

    private boolean sockets;
    private boolean asksNobody;

    private Builder(String name, String version, boolean core) {
      this.name = name;
      this.version = version;
      this.core = core;
    }

    public Builder summary(String sentence) {
      summary = sentence;
      return this;
    }

    public Builder submoduleOf(String module) {
      parent = module;
      return this;
    }

    public Builder dependsOn(String... modules) {
      dependencies.addAll(List.of(modules));
      return this;
    }

    /// An entity whose collection is its type with an `s`.
    public Builder entity(String type, String table) {
      return entity(type, table, type + "s");
    }

    /// @param collection what all of them are called in paths: `/api/v1/<collection>/{id}`
    public Builder entity(String type, String table, String collection) {
      entities.add(new EntityType(type, table, collection, true));
      return this;
    }

    /// An entity that nobody links with other things: its type has no permission `link`.
    public Builder entityWithoutLinks(String type, String table) {
      entities.add(new EntityType(type, table, type + "s", false));
      return this;
    }

    public Builder routes(List<? extends Route<?>> added) {
      routes.addAll(added);
      return this;
    }

    /// An event in its first version.
    public Builder publishes(String type, Class<? extends Record> data) {
      return publishes(type, 1, data);
    }

    public Builder publishes(String type, int dataVersion, Class<? extends Record> data) {
      events.add(new EventType(type, dataVersion, data, false));
      return this;
    }

    /// An event that only the cell's own modules hear of.
    public Builder publishesInside(String type, Class<? extends Record> data) {
      events.add(new EventType(type, 1, data, true));
      return this;
    }

    public Builder listens(List<? extends Listener<?>> added) {
      listeners.addAll(added);
      return this;
    }

    public Builder runs(List<? extends Schedule<?>> added) {
      schedules.addAll(added);
      return this;
    }

    /// Who is told of what happens. The order matters where several notices mean the same person.
    public Builder notifies(List<Notice> added) {
      notices.addAll(added);
      return this;
    }

    /// Kinds of mail that the module can write.
    public Builder mails(List<MailTemplate> added) {
      mails.addAll(added);
      return this;
    }

    public Builder feature(Feature added) {
      features.add(added);
      return this;
    }

    /// What the function of the routes may touch.
    public Builder uses(CellResource resource) {
      uses.add(resource);
      return this;
    }

    /// What the function of the listeners and schedules may touch.
    public Builder usesBehind(CellResource resource) {
      usesBehind.add(resource);
      return this;
    }

    /// Somebody is to look when a gauge passes a bound.
    public Builder alarmed(String metric, long above, String meaning) {
      alarms.add(new GaugeAlarm(metric, above, meaning, false));
      return this;
    }

    /// The same, where it means that somebody may have done what nobody may.
    public Builder alarmedForSecurity(String metric, long above, String meaning) {
      alarms.add(new GaugeAlarm(metric, above, meaning, true));
      return this;
    }

    /// The module serves the cell's WebSocket: opening, closing and messages of every connection go
    /// to a third function of it.
    public Builder sockets() {
      sockets = true;
      return this;
    }

    /// The routes tell everybody the same: who calls isn't looked at, nor whose anything is. So
    /// their function may neither verify tokens nor speak for a tenant in the database.
    public Builder asksNobody() {
      asksNobody = true;
      return this;
    }

    /// Ends the declaration. Health routes are every module's and are added here.
    public ModuleDeclaration build() {
      routes.addAll(Health.routes("/health/" + name));
      return new ModuleDeclaration(
          name,
          version,
          summary,
          core,
          parent,
          dependencies,
          entities,
          routes,
          events,
          listeners,
          schedules,
          notices,
          mails,
          features,
          uses,
          usesBehind,
          alarms,
          sockets,
          asksNobody);
    }
  }
}
