/** The routes to the services, with their limits. */
@NullMarked
package org.pressroom.gateway.routes;

import org.jspecify.annotations.NullMarked;
