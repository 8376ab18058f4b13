package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One environment of a product: where it runs, and how large.
///
/// @param alarms who is told of them
/// @param objectives what it promises
/// @param watched whether alarms are made that no named address is told of, promises raise some,
///   and there are dashboards
/// @param auditKey whether what CloudTrail writes has a key that is not the cell's
/// @param schedules whether jobs run at their times
/// @param queueConcurrency how many calls of one function take from its queue at once
/// @param rollOut how a new version of a function gets its calls
/// @param codeSigning what is done about unsigned code
/// @param domain the host name that the cell answers on, or null where it keeps AWS's own
/// @param edge what stands in front of the domain, or null where there is none
/// @param services the door for other systems, or null where there is none
public record Environment(
    String account,
    String region,
    Database database,
    Retention retention,
    Rates rates,
    Email email,
    Push push,
    Alarms alarms,
    Objectives objectives,
    Costs costs,
    boolean watched,
    boolean auditKey,
    boolean schedules,
    int queueConcurrency,
    RollOutStyle rollOut,
    CodeSigning codeSigning,
    @Nullable String domain,
    @Nullable Edge edge,
    @Nullable Services services) {

  static final Key<String> ACCOUNT =
      Key.required("account", Rule.ACCOUNT, "000000000000", "The AWS account. Write it in quotes.");
  static final Key<String> REGION =
      Key.required("region", Rule.REGION, "us-east-1", "The AWS region.");
  static final Key<Void> DATABASE =
      Key.requiredSection("database", "a mapping", "How large the database may get.");
  static final Key<Void> RETENTION =
      Key.requiredSection("retention", "a mapping", "How long things are kept.");
  static final Key<Void> RATES =
      Key.section("rates", "a mapping", "the defaults below", "How often one caller may call.");
  static final Key<Void> EMAIL =
      Key.section("email", "a mapping", "the default below", "How mail is sent.");
  static final Key<Void> PUSH =
      Key.section("push", "a mapping", "phones are not reached", "How phones are reached.");
  static final Key<Void> ALARMS =
      Key.section("alarms", "a mapping", "nobody is told", "Who is told when an alarm rings.");
  static final Key<Void> OBJECTIVES =
      Key.section("objectives", "a mapping", "the defaults below", "What is promised of requests.");
  static final Key<Void> COSTS =
      Key.section("costs", "a mapping", "nobody is told", "What it may cost.");
  static final Key<Boolean> WATCHED =
      Key.optional(
          "watched",
          Rule.SWITCH,
          null,
          "false in dev, else true",
          "Whether there are alarms also without `alarms`, on promises too, and dashboards. All cost.");
  static final Key<Boolean> AUDIT_KEY =
      Key.optional(
          "auditKey",
          Rule.SWITCH,
          null,
          "false in dev, else true; true in prod",
          "Whether what CloudTrail writes has a key that the cell's functions may not use. A key costs.");
  static final Key<Boolean> SCHEDULES =
      Key.optional(
          "schedules",
          Rule.SWITCH,
          null,
          "false in dev, else true",
          "Whether jobs run at their times. They keep a database from pausing.");
  static final Key<Long> QUEUE_CONCURRENCY =
      Key.optional(
          "queueConcurrency",
          Rule.whole(2, 1000),
          10L,
          "10",
          "How many calls of a module's function take from its queue at once.");
  static final Key<RollOutStyle> ROLL_OUT =
      Key.optional(
          "rollOut",
          Rule.choice(RollOutStyle.class),
          RollOutStyle.ALL_AT_ONCE,
          "all-at-once in dev, else canary-5-minutes",
          "How a new version of a function gets the calls of the one before.");
  static final Key<CodeSigning> CODE_SIGNING =
      Key.optional(
          "codeSigning",
          Rule.choice(CodeSigning.class),
          CodeSigning.OFF,
          "off in dev, else warn",
          "What Lambda does about code that the product's signing profile didn't sign.");
  static final Key<String> DOMAIN =
      Key.optional(
          "domain",
          Rule.DOMAIN,
          null,
          "none; prod needs one",
          "The host name of the API; tokens name it as their issuer.");
  static final Key<Void> EDGE =
      Key.section(
          "edge", "a mapping", "none; a domain needs one", "What stands in front of the `domain`.");
  static final Key<Void> SERVICES =
      Key.section(
          "services",
          "a mapping",
          "no door for them",
          "Other systems that call the API, by `services.` the `domain`.");

  static final List<Key<?>> KEYS =
      List.of(
          ACCOUNT,
          REGION,
          DATABASE,
          RETENTION,
          RATES,
          EMAIL,
          PUSH,
          ALARMS,
          OBJECTIVES,
          COSTS,
          WATCHED,
          AUDIT_KEY,
          SCHEDULES,
          QUEUE_CONCURRENCY,
          ROLL_OUT,
          CODE_SIGNING,
          DOMAIN,
          EDGE,
          SERVICES);

  /// The same environment, with schedules or without.
  Environment withSchedules(boolean running) {
    return new Environment(
        account,
        region,
        database,
        retention,
        rates,
        email,
        push,
        alarms,
        objectives,
        costs,
        watched,
        auditKey,
        running,
        queueConcurrency,
        rollOut,
        codeSigning,
        domain,
        edge,
        services);
  }
}
