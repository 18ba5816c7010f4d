/** One trace from a request over Kafka to its effect. */
@NullMarked
package org.pressroom.common.tracing;

import org.jspecify.annotations.NullMarked;
