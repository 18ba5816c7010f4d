/** The services behind the gateway: where they are, and calls that fail fast when they are away. */
@NullMarked
package org.pressroom.gateway.services;

import org.jspecify.annotations.NullMarked;
