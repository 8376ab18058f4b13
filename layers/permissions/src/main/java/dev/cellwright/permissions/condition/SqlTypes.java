package dev.cellwright.permissions.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;

/// Types, as CEL and as SQL name them.
///
/// Timestamps and durations are nanoseconds, for PostgreSQL's own types know microseconds only.
/// Lists and maps are JSON that holds values of one type, each as [Value#json] says it.
final class SqlTypes {
  private static final OpaqueType IP_ADDRESS = OpaqueType.create("IPAddress");

  private SqlTypes() {}

  static String sql(ParameterType type) {
    return switch (type.kind()) {
      case BOOL -> "boolean";
      case STRING -> "text";
      case INT -> "bigint";
      case UINT, DURATION, TIMESTAMP -> "numeric";
      case DOUBLE -> "double precision";
      case IPADDRESS -> "inet";
      case ANY, LIST, MAP -> "jsonb";
    };
  }

  static CelType cel(ParameterType type) {
    return switch (type.kind()) {
      case ANY -> SimpleType.DYN;
      case BOOL -> SimpleType.BOOL;
      case STRING -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case UINT -> SimpleType.UINT;
      case DOUBLE -> SimpleType.DOUBLE;
      case DURATION -> SimpleType.DURATION;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case IPADDRESS -> IP_ADDRESS;
      case LIST -> ListType.create(cel(element(type)));
      case MAP -> MapType.create(SimpleType.STRING, cel(element(type)));
    };
  }

  /// What a list or a map holds.
  static ParameterType element(ParameterType type) {
    var element = type.element();
    return element == null ? of(Kind.ANY) : element;
  }

  static ParameterType of(Kind kind) {
    return new ParameterType(kind, null);
  }

  /// The type of a checked expression; null is of any type.
  static ParameterType of(CelType type) {
    return switch (type.kind()) {
      case BOOL -> of(Kind.BOOL);
      case STRING -> of(Kind.STRING);
      case INT -> of(Kind.INT);
      case UINT -> of(Kind.UINT);
      case DOUBLE -> of(Kind.DOUBLE);
      case DURATION -> of(Kind.DURATION);
      case TIMESTAMP -> of(Kind.TIMESTAMP);
      case LIST -> new ParameterType(Kind.LIST, of(type.parameters().getFirst()));
      case MAP -> new ParameterType(Kind.MAP, of(mapped(type)));
      case ANY, DYN, NULL_TYPE, TYPE_PARAM -> of(Kind.ANY);
      default -> {
        if (!type.equals(IP_ADDRESS)) {
          throw new NoSqlForm("a value of type %s has no form in SQL".formatted(type.name()));
        }
        yield of(Kind.IPADDRESS);
      }
    };
  }

  private static CelType mapped(CelType map) {
    var key = of(map.parameters().getFirst()).kind();
    if (key != Kind.STRING && key != Kind.ANY) {
      throw new NoSqlForm("a map's keys must be strings");
    }
    return map.parameters().get(1);
  }
}
