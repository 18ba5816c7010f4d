/** A real PostgreSQL and a real Kafka broker as child processes of a Java program, for one machine and for tests. */
@NullMarked
package org.pressroom.embedded;

import org.jspecify.annotations.NullMarked;
