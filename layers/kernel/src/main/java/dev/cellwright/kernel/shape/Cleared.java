package dev.cellwright.kernel.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The clearance a reader needs to be shown a component; on a record, the one its components have
/// that say nothing themselves. Without either it is [Clearance#INTERNAL].
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Cleared {
  Clearance value();
}
