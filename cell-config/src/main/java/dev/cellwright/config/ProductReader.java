package dev.cellwright.config;

import dev.cellwright.config.Yaml.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one product file and checks it against the modules there are.
final class ProductReader {
  private static final String USUAL_PLAN = "free";
  private static final int MOST_PLANS = 8;

  private final Catalogue catalogue;
  private final Complaints complaints;

  private ProductReader(Catalogue catalogue, Complaints complaints) {
    this.catalogue = catalogue;
    this.complaints = complaints;
  }

  /// @param shown the file as complaints call it
  /// @throws InvalidConfig with everything that is wrong
  static Product read(Path file, String shown, Catalogue catalogue) {
    var complaints = new Complaints(shown);
    var root = YamlReader.read(file, complaints);
    var product = new ProductReader(catalogue, complaints).product(root, nameOf(file));
    complaints.throwIfAny();
    return product;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
  }

  private Product product(Mapping root, String fileName) {
    var at = new Section(root, "", complaints).of(Product.KEYS);
    var name = at.value(Product.NAME, fileName);
    if (!name.equals(fileName)) {
      complaints.addGot(
          at.lineOf(Product.NAME), "name", Quoted.text(name), "the file's name, " + fileName);
    }
    var picked =
        new Picks(catalogue, complaints).read(at.at(Product.MODULES), at.lineOf(Product.MODULES));
    var features =
        new FeatureChoices(catalogue, complaints).read(at.section(Product.FEATURES), picked);
    return new Product(
        name,
        picked,
        features,
        plans(at),
        environments(at.section(Product.ENVIRONMENTS)),
        pipeline(at.section(Product.PIPELINE)));
  }

  private List<String> plans(Section at) {
    if (at.at(Product.PLANS) == null) {
      return List.of(USUAL_PLAN);
    }
    var plans = at.values(Product.PLANS, Rule.PLAN);
    if (plans.size() > MOST_PLANS) {
      complaints.addGot(
          at.lineOf(Product.PLANS), "plans", plans.size() + " names", Product.PLANS.allowed());
    }
    return plans;
  }

  private static @Nullable Pipeline pipeline(Section at) {
    var checked = at.of(Pipeline.KEYS);
    return at.isThere()
        ? new Pipeline(
            checked.value(Pipeline.ACCOUNT),
            checked.value(Pipeline.REGION),
            checked.value(Pipeline.CONNECTION),
            checked.value(Pipeline.REPOSITORY),
            checked.value(Pipeline.BRANCH))
        : null;
  }

  private SortedMap<EnvironmentName, Environment> environments(Section at) {
    var environments = new TreeMap<EnvironmentName, Environment>();
    if (at.isThere() && at.written().entries().isEmpty()) {
      complaints.addGot(
          at.written().line(), "environments", "none", "at least one of dev, staging, prod");
    }
    at.written()
        .entries()
        .forEach((key, entry) -> {
          var name = EnvironmentName.of(key);
          if (name == null) {
            complaints.addGot(
                entry.line(),
                at.pathOf(key),
                "an unknown environment",
                String.join(", ", EnvironmentName.texts())
                    + Nearest.hint(key, EnvironmentName.texts()));
          } else {
            var inner = at.section(Key.requiredSection(key, "a mapping", ""));
            environments.put(name, environment(inner.of(Environment.KEYS), name));
          }
        });
    return environments;
  }

  private Environment environment(Section at, EnvironmentName name) {
    var domain = at.valueOrNull(Environment.DOMAIN);
    if (name == EnvironmentName.PROD && at.isThere() && at.at(Environment.DOMAIN) == null) {
      complaints.addGot(
          at.written().line(),
          at.pathOf("domain"),
          "nothing",
          Rule.DOMAIN.allowed() + "; prod is served on a name of its own");
    }
    return new Environment(
        at.value(Environment.ACCOUNT),
        at.value(Environment.REGION),
        database(at.section(Environment.DATABASE).of(Database.KEYS), name),
        retention(at.section(Environment.RETENTION).of(Retention.KEYS), name),
        rates(at.section(Environment.RATES).of(Rates.KEYS)),
        new Email(at.section(Environment.EMAIL).of(Email.KEYS).valueOrNull(Email.FROM)),
        push(at.section(Environment.PUSH).of(Push.KEYS), at),
        alarms(at.section(Environment.ALARMS).of(Alarms.KEYS), at, name),
        objectives(at.section(Environment.OBJECTIVES).of(Objectives.KEYS)),
        costs(at.section(Environment.COSTS).of(Costs.KEYS)),
        at.value(Environment.WATCHED, name != EnvironmentName.DEV),
        auditKey(at, name),
        at.value(Environment.SCHEDULES, name != EnvironmentName.DEV),
        at.value(Environment.QUEUE_CONCURRENCY).intValue(),
        at.value(
            Environment.ROLL_OUT,
            name == EnvironmentName.DEV ? RollOutStyle.ALL_AT_ONCE : RollOutStyle.CANARY_5_MINUTES),
        at.value(
            Environment.CODE_SIGNING,
            name == EnvironmentName.DEV ? CodeSigning.OFF : CodeSigning.WARN),
        domain,
        EdgeReader.read(at),
        Services.read(at));
  }

  private boolean auditKey(Section at, EnvironmentName name) {
    var own = at.value(Environment.AUDIT_KEY, name != EnvironmentName.DEV);
    if (name == EnvironmentName.PROD && !own) {
      complaints.addGot(
          at.lineOf(Environment.AUDIT_KEY),
          at.pathOf("auditKey"),
          "false",
          "true in prod, so that who reads its data can't read who did");
    }
    return own;
  }

  private Database database(Section at, EnvironmentName name) {
    var least = at.value(Database.MIN_CAPACITY);
    var most = at.value(Database.MAX_CAPACITY);
    if (least.compareTo(most) > 0) {
      complaints.addGot(
          at.lineOf(Database.MIN_CAPACITY),
          at.pathOf("minCapacity"),
          least.toPlainString() + " above maxCapacity " + most.toPlainString(),
          "at most maxCapacity");
    }
    var instances = at.value(Database.INSTANCES, name == EnvironmentName.PROD ? 2L : 1L);
    if (name == EnvironmentName.PROD && instances < 2) {
      complaints.addGot(
          at.lineOf(Database.INSTANCES),
          at.pathOf("instances"),
          String.valueOf(instances),
          "at least 2 in prod, so that one can fail");
    }
    if (least.signum() != 0 && at.at(Database.PAUSE_AFTER_MINUTES) != null) {
      complaints.addGot(
          at.lineOf(Database.PAUSE_AFTER_MINUTES),
          at.pathOf("pauseAfterMinutes"),
          "a pause with minCapacity " + least.toPlainString(),
          "only with minCapacity 0, the capacity at which a database pauses");
    }
    return new Database(
        least, most, instances.intValue(), at.value(Database.PAUSE_AFTER_MINUTES).intValue());
  }

  private static Rates rates(Section at) {
    return new Rates(
        at.value(Rates.READS).intValue(),
        at.value(Rates.COMMANDS).intValue(),
        at.value(Rates.BULK_COMMANDS).intValue(),
        at.value(Rates.SIGN_INS).intValue());
  }

  private static Retention retention(Section at, EnvironmentName name) {
    return new Retention(
        at.value(Retention.LOGS_DAYS).intValue(),
        at.value(Retention.BACKUPS_DAYS).intValue(),
        locked(at, Retention.SEALS_DAYS, name),
        locked(at, Retention.AUDIT_DAYS, name));
  }

  private static int locked(Section at, Key<Long> key, EnvironmentName name) {
    return (name == EnvironmentName.PROD ? at.value(key, Retention.SEVEN_YEARS) : at.value(key))
        .intValue();
  }

  private Alarms alarms(Section at, Section environment, EnvironmentName name) {
    for (var owner : Alarms.KEYS) {
      var written = at.at(owner);
      var nobody =
          written == null || written instanceof Yaml.Sequence(var items, _) && items.isEmpty();
      if (name == EnvironmentName.PROD && environment.isThere() && nobody) {
        complaints.addGot(
            at.lineOf(owner),
            at.pathOf(owner.name()),
            "nobody",
            owner.allowed() + "; in prod somebody is told");
      }
    }
    return new Alarms(
        at.values(Alarms.PLATFORM, Rule.ADDRESS), at.values(Alarms.SECURITY, Rule.ADDRESS));
  }

  private Objectives objectives(Section at) {
    var typical = at.value(Objectives.P50_MS);
    var slowest = at.value(Objectives.P99_MS);
    if (typical > slowest) {
      complaints.addGot(
          at.lineOf(Objectives.P50_MS),
          at.pathOf("p50Ms"),
          typical + " above p99Ms " + slowest,
          "at most p99Ms");
    }
    return new Objectives(
        at.value(Objectives.AVAILABILITY), slowest.intValue(), typical.intValue());
  }

  private static Costs costs(Section at) {
    var monthly = at.valueOrNull(Costs.MONTHLY_USD);
    var anomalies = at.valueOrNull(Costs.ANOMALIES_FROM_USD);
    return new Costs(
        monthly == null ? null : monthly.intValue(),
        anomalies == null ? null : anomalies.intValue());
  }

  private Push push(Section at, Section environment) {
    return new Push(
        application(at, Push.GCM, environment),
        application(at, Push.APNS, environment),
        at.valueOrNull(Push.SMS_SENDER));
  }

  /// SNS lets nobody else use a platform application: it must be where the cell is.
  private @Nullable String application(Section at, Key<String> key, Section environment) {
    var arn = at.valueOrNull(key);
    var account = environment.at(Environment.ACCOUNT);
    var region = environment.at(Environment.REGION);
    if (arn != null
        && account instanceof Yaml.Scalar(var accountId, _, _)
        && region instanceof Yaml.Scalar(var regionName, _, _)
        && !arn.startsWith("arn:aws:sns:" + regionName + ":" + accountId + ":")) {
      complaints.addGot(
          at.lineOf(key),
          at.pathOf(key.name()),
          Quoted.text(arn),
          "one in the account and region of the environment");
    }
    return arn;
  }
}
