/** Tests of the subscription service against a real PostgreSQL, a real Kafka and a real SMTP server. */
@NullMarked
package org.pressroom.subscription;

import org.jspecify.annotations.NullMarked;
