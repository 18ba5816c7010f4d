/** Streams of the services, each asked for once for all clients that watch it. */
@NullMarked
package org.pressroom.gateway.streams;

import org.jspecify.annotations.NullMarked;
