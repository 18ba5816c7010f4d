package org.pressroom.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the constructor the one suite and the one browser that serve all tests. Skips them where there is no Chromium,
 * or where the Maven profile that goes with it is off.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithSuite
@ExtendWith(RunningChromium.class)
@EnabledIf("org.pressroom.suite.Chromium#isThere")
@interface WithChromium {}
