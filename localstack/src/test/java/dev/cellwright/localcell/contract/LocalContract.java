package dev.cellwright.localcell.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIf;

/// States a belief about AWS on what only the local cell can make, so that nobody else is asked.
@Tag("contract")
@DisabledIf(
    value = "dev.cellwright.localcell.contract.TestedAws#isRemote",
    disabledReason = "skipped: it needs what only the local cell makes")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LocalContract {}
