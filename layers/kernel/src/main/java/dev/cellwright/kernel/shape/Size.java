package dev.cellwright.kernel.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bounds of a list's length and size, or of a free JSON object's size and depth.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Size {
  int min() default 0;

  int max() default 100;

  /// The most bytes of a free JSON object, written without blanks in UTF-8.
  int maxBytes() default 8192;

  /// The most bytes of a whole list, written without blanks in UTF-8; 0 where its length is bound
  /// enough.
  int maxListBytes() default 0;

  /// The most levels of a free JSON object.
  int maxDepth() default 8;
}
