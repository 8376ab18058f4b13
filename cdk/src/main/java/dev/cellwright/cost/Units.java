package dev.cellwright.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// How many units of a price a resource has in a month, as its properties say.
enum Units {
  ONE {
    @Override
    double in(JsonNode properties, boolean awake) {
      return 1;
    }
  },
  /// An alarm over a formula counts each metric that goes into it.
  ALARM_METRICS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return isFast(properties) ? 0 : metrics(properties);
    }
  },
  FAST_ALARM_METRICS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return isFast(properties) ? metrics(properties) : 0;
    }
  },
  SECRETS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return 1 + properties.path("ReplicaRegions").size();
    }
  },
  ADVANCED_PARAMETERS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return properties.path("Tier").asText().equals("Advanced") ? 1 : 0;
    }
  },
  /// Lambda asks an empty queue with five pollers, each of which waits 20 seconds for a message.
  MILLION_POLLS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return properties.path("EventSourceArn").toString().contains(":sqs:")
          ? POLLERS * HOURS * 3600 / POLL_SECONDS / 1_000_000
          : 0;
    }
  },
  /// A database that may pause does so while nobody asks it anything.
  CAPACITY_HOURS {
    @Override
    double in(JsonNode properties, boolean awake) {
      var scaling = properties.path("ServerlessV2ScalingConfiguration");
      if (!scaling.path("MinCapacity").isNumber()) {
        throw new NoPrice("a database whose least capacity is not said can't be priced");
      }
      var least = scaling.path("MinCapacity").asDouble();
      return HOURS * (awake ? Math.max(LEAST_AWAKE, least) : least);
    }
  },
  WEB_ACL_RULES {
    @Override
    double in(JsonNode properties, boolean awake) {
      return properties.path("Rules").size();
    }
  },
  BOT_CONTROLS {
    @Override
    double in(JsonNode properties, boolean awake) {
      return properties.toString().contains("AWSManagedRulesBotControlRuleSet") ? 1 : 0;
    }
  };

  private static final double HOURS = 730;
  private static final double POLLERS = 5;
  private static final double POLL_SECONDS = 20;
  private static final double LEAST_AWAKE = 0.5;
  private static final int MINUTE = 60;

  /// @param awake whether something asks the database so often that it never pauses
  abstract double in(JsonNode properties, boolean awake);

  private static boolean isFast(JsonNode alarm) {
    return alarm.path("Period").asInt(MINUTE) < MINUTE
        || StreamSupport.stream(alarm.path("Metrics").spliterator(), false)
            .anyMatch(each -> each.at("/MetricStat/Period").asInt(MINUTE) < MINUTE);
  }

  private static double metrics(JsonNode alarm) {
    return alarm.has("Metrics")
        ? StreamSupport.stream(alarm.path("Metrics").spliterator(), false)
            .filter(each -> each.has("MetricStat"))
            .count()
        : 1;
  }

  /// As it is written in a table: few digits, and none that say nothing.
  static String number(double units) {
    return units == Math.rint(units)
        ? String.format(Locale.ROOT, "%,.0f", units)
        : String.format(Locale.ROOT, "%,.2f", units);
  }
}
