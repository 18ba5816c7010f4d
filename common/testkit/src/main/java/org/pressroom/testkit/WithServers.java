package org.pressroom.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a Spring test the real servers of {@link Servers}: sets {@code pressroom.database.*} to a database of this
 * JVM's own, and {@code spring.kafka.bootstrap-servers}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @WithServers
 * @WithTokens
 * class PublishingTest { … }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithServers {}
