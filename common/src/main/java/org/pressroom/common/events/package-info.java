/** What programs tell each other: topics, event types, their contracts and their form on Kafka. */
@NullMarked
package org.pressroom.common.events;

import org.jspecify.annotations.NullMarked;
